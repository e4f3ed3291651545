//! Folders that hold no store.

use std::fs;

use crate::kabar::kabar;

const READERS: [&[&str]; 4] = [&["query", "ASK {}"], &["export"], &["stats"], &["ask", "places"]];

#[test]
fn a_missing_store_is_named_with_the_way_to_make_one() {
    for command in READERS {
        let arguments = [command, &["--location", "no-such-store"]].concat();
        let out = kabar(&arguments).expect(1, &["no store at `no-such-store`", "kabar load"]);
        assert_eq!(out, "", "{command:?}");
    }
}

#[test]
fn a_folder_of_other_files_is_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("diary.txt");
    fs::write(&file, "dear diary").expect("a file");
    for (location, reason) in [(folder.path(), "other files"), (file.as_path(), "it is a file")] {
        let location = location.to_str().expect("UTF-8");
        for command in READERS {
            let arguments = [command, &["--location", location]].concat();
            kabar(&arguments).expect(1, &["is not a store", reason]);
        }
        kabar(&["serve", "--bind", "127.0.0.1:0", "--location", location]).expect(1, &["is not a store", reason]);
    }
    assert_eq!(fs::read_dir(folder.path()).expect("the folder").count(), 1, "nothing was put beside the diary");
}

#[cfg(not(feature = "rocksdb"))]
#[test]
fn a_build_without_the_disk_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let location = folder.path().to_str().expect("UTF-8");
    kabar(&["serve", "--bind", "127.0.0.1:0", "--location", location]).expect(1, &["rocksdb"]);
}
