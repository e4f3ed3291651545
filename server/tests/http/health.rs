//! `/health`: for those who watch the server.

use crate::server::Server;

#[test]
fn a_running_server_is_live_and_ready() {
    let server = Server::start(&[]);
    assert_eq!(server.get("/health/live").json()["status"], "live");
    assert_eq!(server.get("/health/ready").json()["status"], "ready");
    let report = server.get("/health").json();
    assert_eq!(report["version"], env!("CARGO_PKG_VERSION"));
    assert!(report["commit"].is_u64() && report["indexing"].is_null(), "{report}");
    assert!(report["page"].is_boolean() && report["uptime_seconds"].is_u64(), "{report}");
}
