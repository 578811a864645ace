//! What the tests start from.

use mirrorcl_client::{CacheConfig, Client, Config};
use mirrorcl_protocol::control::Limits;
use mirrorcl_protocol::{CompileRequest, Input, Request, Target};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use std::{env, fs, process};

/// A directory that goes with the test.
pub(crate) struct Directory(PathBuf);

impl Directory {
    pub(crate) fn new() -> Self {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = env::temp_dir().join(format!("mirrorcl-client-{}-{number}", process::id()));
        fs::DirBuilder::new().mode(0o700).create(&path).unwrap();
        Self(path)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    /// This program by another name.
    pub(crate) fn compiler(&self, name: &str) -> PathBuf {
        let path = self.0.join(name);
        std::os::unix::fs::symlink(env::current_exe().unwrap(), &path).unwrap();
        path
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

pub(crate) fn limits() -> Limits {
    Limits {
        cpu_time: Duration::from_secs(60),
        memory: 1 << 30,
        idle: Duration::from_secs(20),
    }
}

/// A client of this program as compiler, without a cache.
pub(crate) fn client() -> Client {
    client_with(env::current_exe().unwrap(), limits(), None)
}

pub(crate) fn client_with(compiler: PathBuf, limits: Limits, cache: Option<&Directory>) -> Client {
    let cache = cache.map(|directory| CacheConfig {
        directory: Some(directory.path().to_owned()),
        ..CacheConfig::default()
    });
    Client::new(Config {
        compiler: Some(compiler),
        limits,
        cache,
    })
}

pub(crate) fn target() -> Target {
    Target {
        cpu: String::new(),
        cpu_features: String::new(),
        extensions: Vec::new(),
        features: Vec::new(),
        opencl_c_version: 300,
        opencl_version: 300,
        max_work_group_size: 1024,
        local_mem_size: 1 << 16,
    }
}

/// A request to build a program.
pub(crate) fn build(source: &str) -> Request {
    Request::Build(CompileRequest {
        input: Input::OpenClC(source.to_owned()),
        options: "-cl-std=CL3.0".to_owned(),
        headers: Vec::new(),
        directory: String::new(),
        target: target(),
    })
}

/// The log of a request that fails.
pub(crate) fn log(client: &Client, source: &str) -> String {
    let answer = client.run(&build(source)).unwrap();
    assert!(answer.result.is_err(), "{source} succeeded");
    answer.log
}

/// The name of the kernel of a request that succeeds.
pub(crate) fn kernel(client: &Client, source: &str) -> String {
    let answer = client.run(&build(source)).unwrap();
    let artifact = answer
        .result
        .unwrap_or_else(|_| panic!("{source}: {}", answer.log));
    artifact.info().unwrap().kernels[0].name.clone()
}
