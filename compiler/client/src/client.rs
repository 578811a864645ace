//! The client: answers requests from the cache or by the compiler.

use crate::artifact::Artifact;
use crate::cache::Cache;
use crate::per_process::PerProcess;
use crate::seal::{Id, Kind, Label, SealError};
use crate::server::{Executable, Server, StartError, exchange};
use crate::slots::Slots;
use crate::{cpu, locate};
use mirrorcl_protocol::control::Limits;
use mirrorcl_protocol::frame::FrameError;
use mirrorcl_protocol::{Outcome, PROTOCOL_VERSION, Reply, Request, Target};
use once_cell::race::OnceBox;
use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How often a request is tried when the compiler process dies under it.
const ATTEMPTS: u32 = 2;

/// What the driver's configuration says of the compiler.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// The compiler's executable; `None`: it is looked for.
    pub compiler: Option<PathBuf>,
    /// What a request may use.
    pub limits: Limits,
    /// The cache; `None`: none.
    pub cache: Option<CacheConfig>,
}

/// Where and how large the cache is.
#[derive(Debug, Clone)]
pub struct CacheConfig {
    /// Its directory; `None`: `mirrorcl` in the user's cache directory.
    pub directory: Option<PathBuf>,
    /// Its size in bytes.
    pub capacity: u64,
}

impl Default for CacheConfig {
    fn default() -> Self {
        Self {
            directory: None,
            capacity: 1 << 30,
        }
    }
}

/// How a request went.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The build log.
    pub log: String,
    /// What was made.
    pub result: Result<Artifact, Refusal>,
    /// Whether the cache knew it.
    pub cached: bool,
}

/// Why nothing was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The options are not valid.
    InvalidOptions,
    /// The program has errors, or the compiler failed on it; the log says which.
    Failure,
}

/// There is no compiler: CL_COMPILER_NOT_AVAILABLE.
#[derive(Debug, thiserror::Error)]
pub enum Unavailable {
    /// It was not found.
    #[error("mirrorcl-compiler not found; looked at {}", list(.0))]
    NotFound(Vec<PathBuf>),
    /// It was found but could not be started.
    #[error("cannot start {0}: {1}")]
    Start(PathBuf, StartError),
}

fn list(paths: &[PathBuf]) -> String {
    paths
        .iter()
        .map(|path| path.display().to_string())
        .collect::<Vec<_>>()
        .join(", ")
}

/// Answers requests. One per driver; many threads may use it at once.
#[derive(Debug)]
pub struct Client {
    config: Config,
    cpu: OnceBox<Id>,
    cache: OnceBox<Result<Cache, String>>,
    state: PerProcess<State>,
}

/// What belongs to one process.
#[derive(Debug)]
struct State {
    slots: Slots,
    executable: Mutex<Option<Executable>>,
    server: Mutex<Option<Arc<Server>>>,
}

impl Client {
    /// Makes a client; nothing is started or opened yet.
    #[must_use]
    pub fn new(config: Config) -> Self {
        Self {
            config,
            cpu: OnceBox::new(),
            cache: OnceBox::new(),
            state: PerProcess::new(),
        }
    }

    /// Answers a request.
    ///
    /// # Errors
    /// Only if there is no compiler to ask.
    pub fn run(&self, request: &Request) -> Result<Answer, Unavailable> {
        let executable = self.executable()?;
        let cache = if is_reproducible(request) {
            self.cache()
        } else {
            None
        };
        let mut label = self.label(request, executable.build);
        if let Some(answer) = cache.and_then(|cache| look_up(cache, &label)) {
            return Ok(answer);
        }
        let (build, reply) = self.ask(executable, request)?;
        if build != label.build {
            label = self.label(request, build); // the compiler was replaced meanwhile
        }
        let Reply { outcome, mut log } = reply;
        let product = match outcome {
            Outcome::Success(product) => product,
            Outcome::InvalidOptions => return Ok(refusal(Refusal::InvalidOptions, log)),
            Outcome::Failure => return Ok(refusal(Refusal::Failure, log)),
        };
        label.log.clone_from(&log);
        let key = label.key;
        Ok(match Artifact::seal(product, label) {
            Ok(artifact) => {
                let file = cache.and_then(|cache| cache.store(&key, artifact.binary()));
                if let Some(cache) = cache.filter(|_| may_be_unique(request)) {
                    cache.demote(&key);
                }
                Answer {
                    log,
                    result: Ok(artifact.in_file(file)),
                    cached: false,
                }
            }
            Err(error) => {
                log += &format!("error: the compiler's product is not usable: {error}\n");
                refusal(Refusal::Failure, log)
            }
        })
    }

    /// Opens a program binary for a device: what [`Artifact::binary`] returned in this or another process.
    ///
    /// # Errors
    /// The outer error: there is no compiler, so it is not known which binaries are its own. The inner: the bytes are
    /// not a binary of this build of the compiler for this processor.
    pub fn open_binary(
        &self,
        bytes: &[u8],
        target: &Target,
    ) -> Result<Result<Artifact, SealError>, Unavailable> {
        let build = self.executable()?.build;
        Ok(Artifact::from_binary(
            bytes,
            &build,
            &identify(target, self.cpu()),
        ))
    }

    /// Lets the compiler process end when its running requests are answered.
    pub fn unload(&self) {
        lock(&self.state().server).take();
    }

    /// Why there is no cache although one is configured.
    #[must_use]
    pub fn cache_error(&self) -> Option<&str> {
        self.opened_cache()?.as_ref().err().map(String::as_str)
    }

    fn opened_cache(&self) -> Option<&Result<Cache, String>> {
        let config = self.config.cache.as_ref()?;
        Some(self.cache.get_or_init(|| {
            let cache = Cache::open(config.directory.as_deref(), config.capacity);
            Box::new(cache.map_err(|error| error.to_string()))
        }))
    }

    fn cache(&self) -> Option<&Cache> {
        self.opened_cache()?.as_ref().ok()
    }

    fn cpu(&self) -> &Id {
        self.cpu.get_or_init(|| Box::new(cpu::identity()))
    }

    /// What a successful answer of the compiler `build` to a request is kept under.
    fn label(&self, request: &Request, build: Id) -> Label {
        let (target, options) = target_and_options(request);
        let cpu = identify(target, self.cpu());
        let mut hasher = blake3::Hasher::new();
        hasher
            .update(&PROTOCOL_VERSION.to_le_bytes())
            .update(&build)
            .update(&cpu);
        postcard::to_io(request, &mut hasher).expect("a hasher takes any message");
        let key = *hasher.finalize().as_bytes();
        let (options, log) = (options.clone(), String::new());
        Label {
            key,
            build,
            cpu,
            kind: Kind::Object,
            options,
            log,
        }
    }

    /// The compiler as it is on disk now.
    fn executable(&self) -> Result<Executable, Unavailable> {
        let mut known = lock(&self.state().executable);
        if let Some(seen) = known.as_ref()
            && let Ok(executable) = Executable::find(&seen.path, Some(seen))
        {
            return Ok(known.insert(executable).clone());
        }
        let candidates = locate::candidates(self.config.compiler.as_deref());
        for path in &candidates {
            match Executable::find(path, None) {
                Ok(executable) => return Ok(known.insert(executable).clone()),
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(Unavailable::Start(path.clone(), error.into())),
            }
        }
        Err(Unavailable::NotFound(candidates))
    }

    /// Asks the compiler process. Returns which build answered, and its reply.
    fn ask(&self, executable: Executable, request: &Request) -> Result<(Id, Reply), Unavailable> {
        let state = self.state();
        let _slot = state.slots.take();
        // Processor time is bounded by the compiler; on a loaded machine it takes longer.
        let time = self.config.limits.cpu_time * 4 + Duration::from_secs(1);
        let mut attempt = 0;
        let (build, log) = loop {
            let server = self.server(state, &executable)?;
            let build = server.executable.build;
            let result = match server.connect() {
                Ok(connection) => exchange(connection, request, time),
                Err(error) => Err(error.into()),
            };
            let error = match result {
                Ok(reply) => return Ok((build, reply)),
                Err(FrameError::Io(error)) if error.kind() == io::ErrorKind::TimedOut => {
                    break (
                        build,
                        format!("error: the compiler did not answer within {time:?}\n"),
                    );
                }
                Err(error) => error,
            };
            if !server.is_dying() {
                break (
                    build,
                    format!("error: the compiler ended without an answer: {error}\n"),
                );
            }
            state.discard(&server);
            attempt += 1;
            if attempt == ATTEMPTS {
                break (
                    build,
                    format!("error: the compiler process died {ATTEMPTS} times: {error}\n"),
                );
            }
        };
        Ok((
            build,
            Reply {
                outcome: Outcome::Failure,
                log,
            },
        ))
    }

    /// The running compiler process, started if there is none of this executable.
    fn server(&self, state: &State, executable: &Executable) -> Result<Arc<Server>, Unavailable> {
        let mut running = lock(&state.server);
        if let Some(server) = running.as_ref()
            && server.executable == *executable
            && server.is_alive()
        {
            return Ok(Arc::clone(server));
        }
        let mut executable = executable.clone();
        let path = executable.path.clone();
        let fail = |error| Unavailable::Start(path.clone(), error);
        let server = match Server::start(executable.clone(), &self.config.limits) {
            Err(StartError::Replaced) => {
                executable = Executable::find(&path, None).map_err(|error| fail(error.into()))?;
                Server::start(executable, &self.config.limits)
            }
            result => result,
        };
        Ok(Arc::clone(running.insert(Arc::new(server.map_err(fail)?))))
    }

    /// This process's state.
    fn state(&self) -> &State {
        self.state.get(State::new)
    }
}

impl State {
    fn new() -> Self {
        Self {
            slots: Slots::new(),
            executable: Mutex::new(None),
            server: Mutex::new(None),
        }
    }

    /// Forgets a compiler process that died, unless another thread did.
    fn discard(&self, dead: &Arc<Server>) {
        let mut running = lock(&self.server);
        if running
            .as_ref()
            .is_some_and(|server| Arc::ptr_eq(server, dead))
        {
            *running = None;
        }
    }
}

/// A panic elsewhere leaves nothing half done in what our locks guard.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Identity of the processor that code is made for.
fn identify(target: &Target, host: &Id) -> Id {
    if target.cpu.is_empty() && target.cpu_features.is_empty() {
        return *host;
    }
    let mut hasher = blake3::Hasher::new();
    if target.cpu.is_empty() || target.cpu_features.is_empty() {
        hasher.update(host); // the other half is the host's
    }
    hasher.update(format!("{:?} {:?}", target.cpu, target.cpu_features).as_bytes());
    *hasher.finalize().as_bytes()
}

fn target_and_options(request: &Request) -> (&Target, &String) {
    match request {
        Request::Compile(compile) | Request::Build(compile) => (&compile.target, &compile.options),
        Request::Link(link) => (&link.target, &link.options),
        Request::Specialise(specialise) => target_and_options(&specialise.program),
    }
}

/// Whether nothing but the request takes part in its answer.
#[must_use]
pub fn is_reproducible(request: &Request) -> bool {
    match request {
        Request::Compile(compile) | Request::Build(compile) => compile.directory.is_empty(),
        Request::Link(_) => true,
        Request::Specialise(specialise) => is_reproducible(&specialise.program),
    }
}

/// Code for certain arguments may never be asked for again: a size of the data that one process had, say.
fn may_be_unique(request: &Request) -> bool {
    matches!(request, Request::Specialise(specialise) if !specialise.fixed.is_empty())
}

fn look_up(cache: &Cache, label: &Label) -> Option<Answer> {
    let entry = cache.load(&label.key)?;
    let log = entry.label.log.clone();
    let artifact = Artifact::from_sealed(entry.sealed, entry.payload, entry.label, entry.file);
    Some(Answer {
        log,
        result: Ok(artifact.ok()?),
        cached: true,
    })
}

fn refusal(refusal: Refusal, log: String) -> Answer {
    Answer {
        log,
        result: Err(refusal),
        cached: false,
    }
}
