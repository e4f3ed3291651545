//! Reads articles on all cores, in the order in which they came, with a bounded number of them in memory.

use std::num::NonZero;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread;

use loaders::facts::Reading;
use loaders::readers::{ReadError, Record};
use loaders::reading::Reader;

/// A record with what was read from it, or why it can't be read.
pub struct Read {
    /// The file it came from.
    pub source: String,
    /// Its line there, for formats of lines.
    pub line: Option<usize>,
    /// The reading.
    pub outcome: Result<Reading, ReadError>,
}

/// Articles on their way through the pool: as many as a load writes at once, so that the next ones are read while it writes.
const WAITING: usize = 256;

/// Reads what `feed` hands over and gives each to `take`, in the order of the feed. `take` ends it early by returning false,
/// and then the feed is told so too.
pub fn read_all(
    reader: &Reader,
    feed: impl FnOnce(&mut dyn FnMut(Record) -> bool) + Send,
    mut take: impl FnMut(Read) -> bool,
) {
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let (send, receive) = sync_channel::<(Record, SyncSender<Read>)>(WAITING);
    let (promise, promised) = sync_channel::<Receiver<Read>>(WAITING);
    let receive = Arc::new(Mutex::new(receive));
    thread::scope(|scope| {
        for _ in 0..threads {
            let receive = Arc::clone(&receive);
            scope.spawn(move || {
                loop {
                    let Ok(next) = receive.lock().map(|queue| queue.recv()) else { return };
                    let Ok((record, answer)) = next else { return };
                    // Nobody waits any more when the taker has ended it.
                    let _ = answer.send(read(reader, record));
                }
            });
        }
        // The workers alone hold the queue: when they are gone the feed notices.
        drop(receive);
        scope.spawn(move || {
            feed(&mut |record| {
                let (answer, answered) = sync_channel(1);
                promise.send(answered).is_ok() && send.send((record, answer)).is_ok()
            });
        });
        for answered in promised {
            let Ok(read) = answered.recv() else { break };
            if !take(read) {
                break;
            }
        }
    });
}

fn read(reader: &Reader, Record { source, line, outcome }: Record) -> Read {
    Read { source, line, outcome: outcome.map(|article| reader.read(article)) }
}
