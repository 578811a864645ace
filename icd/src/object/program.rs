//! Programs: what they were made of, and per device what was built of it.

use super::context::Context;
use super::device::Device;
use super::kernel::Definition;
use super::program_executable::Executable;
use crate::error::{ClError, ClResult};
use crate::handle::{Kind, Ref};
use crate::impl_object;
use mirrorcl_client::{self as client, Artifact};
use opencl_sys as cl;
use opencl_sys::{cl_build_status, cl_program_binary_type};
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A program.
#[derive(Debug)]
pub struct Program {
    context: Ref<Context>,
    devices: Vec<Ref<Device>>,
    source: Source,
    state: Mutex<State>,
}

impl_object!(Program, Kind::Program, reachable: true);

/// What a program was made of.
#[derive(Debug)]
pub enum Source {
    /// `clCreateProgramWithSource`: the strings joined.
    OpenClC(Vec<u8>),
    /// `clCreateProgramWithIL`.
    SpirV(SpirV),
    /// `clCreateProgramWithBinary`: a binary for each device.
    Binary(Vec<Artifact>),
    /// `clLinkProgram`.
    Linked,
}

/// A SPIR-V module and the values that specialise it.
#[derive(Debug)]
pub struct SpirV {
    /// The module as it was given.
    pub module: Vec<u8>,
    /// Its specialisation constants: id and size in bytes.
    pub constants: BTreeMap<u32, usize>,
    /// Values set so far.
    pub values: Mutex<BTreeMap<u32, Vec<u8>>>,
}

/// What changes in a program.
#[derive(Debug)]
struct State {
    /// For each device of the program.
    builds: Vec<Build>,
    /// Kernel objects of the program.
    kernels: usize,
    /// What kernel objects are made of, by name, as far as some were made since the last build.
    definitions: HashMap<String, Arc<Definition>>,
    /// Counts the changes of `builds`.
    generation: u64,
}

impl State {
    /// The builds are about to change; what goes with that is to be dropped outside the lock.
    fn change(&mut self) -> HashMap<String, Arc<Definition>> {
        self.generation += 1;
        std::mem::take(&mut self.definitions)
    }
}

/// What was built for a device.
#[derive(Debug, Clone)]
pub struct Build {
    /// `CL_PROGRAM_BUILD_STATUS`.
    pub status: cl_build_status,
    /// `CL_PROGRAM_BUILD_OPTIONS`.
    pub options: String,
    /// `CL_PROGRAM_BUILD_LOG`.
    pub log: String,
    /// What the compiler made, or the binary that the program was made of.
    pub artifact: Option<Artifact>,
    /// The loaded code, if it is an executable that was built.
    pub executable: Option<Arc<Executable>>,
}

impl Build {
    fn none(artifact: Option<Artifact>) -> Self {
        Self {
            status: cl::CL_BUILD_NONE,
            options: String::new(),
            log: String::new(),
            artifact,
            executable: None,
        }
    }

    /// `CL_PROGRAM_BINARY_TYPE`.
    #[must_use]
    pub fn binary_type(&self) -> cl_program_binary_type {
        match self.artifact.as_ref().map(Artifact::kind) {
            None => cl::CL_PROGRAM_BINARY_TYPE_NONE,
            Some(client::Kind::Object) => cl::CL_PROGRAM_BINARY_TYPE_COMPILED_OBJECT,
            Some(client::Kind::Library) => cl::CL_PROGRAM_BINARY_TYPE_LIBRARY,
            Some(client::Kind::Executable) => cl::CL_PROGRAM_BINARY_TYPE_EXECUTABLE,
        }
    }
}

/// The executables of a program that a kernel is made of: one per device that has one.
pub type Executables = Vec<(Ref<Device>, Arc<Executable>)>;

/// Counts a kernel as attached to its program, for as long as it lives.
#[derive(Debug)]
pub struct Attachment(Ref<Program>);

impl Attachment {
    /// The program.
    #[must_use]
    pub fn program(&self) -> &Ref<Program> {
        &self.0
    }
}

impl Clone for Attachment {
    fn clone(&self) -> Self {
        self.0.lock().kernels += 1;
        Self(self.0.clone())
    }
}

impl Drop for Attachment {
    fn drop(&mut self) {
        self.0.lock().kernels -= 1;
    }
}

impl Program {
    /// A program for `devices`; binaries, if it is made of those, in the order of the devices.
    pub fn new(
        context: Ref<Context>,
        devices: Vec<Ref<Device>>,
        source: Source,
    ) -> ClResult<Ref<Self>> {
        let builds = match &source {
            Source::Binary(binaries) => {
                let binaries = binaries.iter().cloned();
                binaries.map(|binary| Build::none(Some(binary))).collect()
            }
            _ => vec![Build::none(None); devices.len()],
        };
        let state = Mutex::new(State {
            builds,
            kernels: 0,
            definitions: HashMap::new(),
            generation: 0,
        });
        Ref::new(Self {
            context,
            devices,
            source,
            state,
        })
    }

    /// Its context.
    #[must_use]
    pub fn context(&self) -> &Ref<Context> {
        &self.context
    }

    /// Its devices.
    #[must_use]
    pub fn devices(&self) -> &[Ref<Device>] {
        &self.devices
    }

    /// What it was made of.
    #[must_use]
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// Place of a device in [`Program::devices`].
    #[must_use]
    pub fn device_index(&self, device: &Ref<Device>) -> Option<usize> {
        self.devices.iter().position(|other| other == device)
    }

    /// What is built for the device at a place at present.
    #[must_use]
    pub fn build(&self, index: usize) -> Build {
        self.in_use(&self.lock(), index).clone()
    }

    /// What is built for all devices at present.
    #[must_use]
    pub fn builds(&self) -> Vec<Build> {
        let state = self.lock();
        (0..self.devices.len())
            .map(|index| self.in_use(&state, index).clone())
            .collect()
    }

    /// "If a program binary has not been built for a sub-device, the program binary associated with the parent device will be used"
    /// (§5.8.8).
    fn in_use<'a>(&self, state: &'a State, index: usize) -> &'a Build {
        let own = &state.builds[index];
        if own.status != cl::CL_BUILD_NONE || own.artifact.is_some() {
            return own;
        }
        match self.devices[index]
            .parent()
            .and_then(|parent| self.device_index(parent))
        {
            Some(parent) => self.in_use(state, parent),
            None => own,
        }
    }

    /// Marks devices as being built for.
    pub fn begin_build(&self, devices: &[usize], options: &str) -> ClResult<()> {
        let mut state = self.lock();
        // "CL_INVALID_OPERATION if there are kernel objects attached to program."
        if state.kernels != 0 {
            let kernels = state.kernels;
            return Err(ClError::operation(format!(
                "{kernels} kernel objects are attached to the program"
            )));
        }
        // "CL_INVALID_OPERATION if the build … by a previous call … has not completed."
        let is_building = |&index: &usize| state.builds[index].status == cl::CL_BUILD_IN_PROGRESS;
        if devices.iter().any(is_building) {
            return Err(ClError::operation("the program is being built"));
        }
        let begun = |&index: &usize| {
            let build = Build {
                status: cl::CL_BUILD_IN_PROGRESS,
                options: options.to_owned(),
                ..Build::none(None)
            };
            std::mem::replace(&mut state.builds[index], build)
        };
        let before: Vec<Build> = devices.iter().map(begun).collect();
        let definitions = state.change();
        drop(state);
        drop((before, definitions)); // outside the lock: it may unload code
        Ok(())
    }

    /// Says what came of a build.
    pub fn finish_build(&self, index: usize, build: Build) {
        let mut state = self.lock();
        let before = std::mem::replace(&mut state.builds[index], build);
        let definitions = state.change();
        drop(state);
        drop((before, definitions)); // outside the lock: it may unload code
    }

    /// What a new kernel object of that name is made of, and its attachment to the program. `define` makes it of the executables, if there
    /// was none since the last build.
    pub fn attach(
        program: &Ref<Self>,
        name: &str,
        define: impl FnOnce(Executables) -> ClResult<Definition>,
    ) -> ClResult<(Arc<Definition>, Attachment)> {
        let mut state = program.lock();
        if let Some(definition) = state.definitions.get(name) {
            let definition = Arc::clone(definition);
            state.kernels += 1;
            drop(state);
            return Ok((definition, Attachment(program.clone())));
        }
        let executables = program.executables(&state)?;
        let generation = state.generation;
        state.kernels += 1;
        drop(state);
        let attachment = Attachment(program.clone());
        let definition = Arc::new(define(executables)?);
        let mut state = program.lock();
        if state.generation == generation {
            let known = Arc::clone(&definition);
            state.definitions.insert(name.to_owned(), known);
        }
        drop(state);
        Ok((definition, attachment))
    }

    /// An executable for queries about the program's kernels.
    pub fn any_executable(&self) -> ClResult<Arc<Executable>> {
        let executables = self.executables(&self.lock())?;
        Ok(executables.into_iter().next().expect("not empty").1)
    }

    fn executables(&self, state: &State) -> ClResult<Executables> {
        let built = self
            .devices
            .iter()
            .enumerate()
            .filter_map(|(index, device)| {
                let executable = self.in_use(state, index).executable.clone()?;
                Some((device.clone(), executable))
            });
        let built: Vec<_> = built.collect();
        if built.is_empty() {
            return Err(ClError::new(
                cl::CL_INVALID_PROGRAM_EXECUTABLE,
                "there is no successfully built executable for any device of the program",
            ));
        }
        Ok(built)
    }

    /// Nothing that panics runs under this lock.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl SpirV {
    /// The values set so far, as the compiler wants them.
    #[must_use]
    pub fn spec_constants(&self) -> Vec<(u32, Vec<u8>)> {
        let values = self.values.lock().unwrap_or_else(PoisonError::into_inner);
        values
            .iter()
            .map(|(&id, value)| (id, value.clone()))
            .collect()
    }
}
