//! Who may do what, as the operator says it.

use std::path::PathBuf;

use crate::access::Role;

/// Keys, origins, rates, encryption.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Access {
    /// The file of keys, one a line, as `kabar key` writes it
    #[arg(long, env = "KABAR_KEYS", value_name = "FILE")]
    pub keys: Option<PathBuf>,
    /// What those without a key may do: none, read, load, update or admin; by default all if only this machine can reach
    /// the server and there are no keys, else read
    #[arg(long, env = "KABAR_ANONYMOUS", value_name = "ROLE", hide_possible_values = true)]
    pub anonymous: Option<Role>,
    /// Accept no changes from anybody
    #[arg(long, env = "KABAR_READ_ONLY")]
    pub read_only: bool,
    /// Sites whose pages may use this server, such as `https://map.example.org`
    #[arg(long, env = "KABAR_CORS", value_name = "ORIGIN", value_delimiter = ',', value_parser = origin)]
    pub cors: Vec<String>,
    /// Servers that queries may ask by SERVICE and updates may fetch from by LOAD, by how their addresses begin
    #[arg(long, env = "KABAR_ALLOW_REMOTE", value_name = "PREFIX", value_delimiter = ',', value_parser = remote)]
    pub allow_remote: Vec<String>,
    /// Allow these also in this machine's own network
    #[arg(long, env = "KABAR_ALLOW_PRIVATE_REMOTES", requires = "allow_remote")]
    pub allow_private_remotes: bool,
    /// Requests a second that one address may send
    #[arg(long, env = "KABAR_RATE", value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub rate: Option<u32>,
    /// The certificate chain to encrypt with, as PEM
    #[arg(long, env = "KABAR_TLS_CERT", value_name = "FILE", requires = "tls_key")]
    pub tls_cert: Option<PathBuf>,
    /// The private key of the certificate, as PEM
    #[arg(long, env = "KABAR_TLS_KEY", value_name = "FILE", requires = "tls_cert")]
    pub tls_key: Option<PathBuf>,
}

fn remote(text: &str) -> Result<String, String> {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let named = host.is_some_and(|host| host.starts_with(|first: char| first.is_alphanumeric() || first == '['));
    if named {
        Ok(text.to_owned())
    } else {
        Err(format!("`{text}` is no beginning such as `https://query.example.org/`"))
    }
}

fn origin(text: &str) -> Result<String, String> {
    let web = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let host = web.filter(|host| !host.is_empty() && !host.contains(['/', ' ', '*', '?', '#', '@']));
    host.map(|_| text.to_owned()).ok_or_else(|| format!("`{text}` is no site such as `https://map.example.org`"))
}
