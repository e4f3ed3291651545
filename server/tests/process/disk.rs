//! A full disk: what cannot be written is refused with a clear error, reading goes on, and writing resumes when there is space.

use std::path::{Path, PathBuf};
use std::process::Command;

use ureq::http::StatusCode;

use crate::program::{Program, Told, UPDATE};

/// Megabytes of the disk, more than a server leaves free of it, and of the file on it that is taken away in the end.
const DISK: usize = 128;
const BALLAST: usize = 40;

/// A small disk in memory, for those who may make one.
struct Disk(PathBuf);

impl Disk {
    fn new(folder: &Path) -> Option<Self> {
        let size = format!("size={DISK}m");
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", &size, "kabar-test"]).arg(folder).output();
        let made = mounted.is_ok_and(|output| output.status.success());
        made.then(|| Self(folder.to_owned()))
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(&self.0).status(); // it goes with the machine at the latest
    }
}

fn fill(program: &Program, from: usize) -> Option<usize> {
    let text = "x".repeat(200_000);
    (from..from + DISK * 5).find(|number| {
        let told = program.update(&number.to_string(), &format!("INSERT DATA {{ <x:s> <x:has> \"{number} {text}\" }}"));
        match told {
            Told::Made(_) => false,
            Told::Refused(status) => {
                assert_eq!(status, StatusCode::INSUFFICIENT_STORAGE.as_u16());
                true
            }
            Told::Nothing => panic!("the program ended"),
        }
    })
}

#[test]
fn a_full_disk_stops_writing_only() {
    let folder = tempfile::tempdir().expect("a folder");
    let Some(_disk) = Disk::new(folder.path()) else {
        eprintln!("skipped: only root may mount a small disk to fill");
        return;
    };
    let ballast = folder.path().join("ballast");
    std::fs::write(&ballast, vec![0; BALLAST << 20]).expect("space");
    let store = folder.path().join("store");
    let program = Program::on(&store, "process");
    let full = fill(&program, 0).expect("the disk fills up");
    let count = "SELECT (COUNT(*) AS ?n) { <x:s> <x:has> ?o }";
    assert_eq!(program.number(count), full as u64);
    let body = format!("INSERT DATA {{ <x:s> <x:has> \"{}\" }}", "y".repeat(1 << 20));
    let url = format!("http://{}/sparql", program.address);
    let refused = program.agent.post(url).header("content-type", UPDATE).send(body).expect("an answer");
    assert_eq!(refused.status(), StatusCode::INSUFFICIENT_STORAGE);
    let problem = refused.into_body().read_to_string().expect("a body");
    assert!(problem.contains("the disk is full") && problem.contains("nothing was changed"), "{problem}");
    // Somebody else takes what is left of the disk.
    let mut other = std::fs::File::create(folder.path().join("other")).expect("a file");
    while std::io::Write::write_all(&mut other, &vec![0; 1 << 16]).is_ok() {}
    drop(other);
    assert_eq!(program.update("meanwhile", "INSERT DATA { <x:s> <x:has> 1 }"), Told::Refused(507));
    assert_eq!(program.number(count), full as u64);
    std::fs::remove_file(folder.path().join("other")).expect("it was there");
    std::fs::remove_file(ballast).expect("it was there");
    assert!(
        matches!(program.update("again", "INSERT DATA { <x:s> <x:has> \"again\" }"), Told::Made(_)),
        "{}",
        program.said()
    );
    assert_eq!(program.number(count), full as u64 + 1);
    program.kill();
    let program = Program::on(&store, "process");
    assert_eq!(program.number(count), full as u64 + 1);
}
