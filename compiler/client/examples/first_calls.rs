//! Lists the functions of a program that a command's processes call, in the order of their first calls.
//!
//! ```sh
//! first_calls target/release/mirrorcl-compiler COMMAND [ARGUMENT…]
//! ```
//! The command and all that it starts are traced. Where one executes the program, a breakpoint goes to the start of each of its
//! functions; who meets it removes it. Works for programs that are loaded where they were linked (`-no-pie`).

use object::{Object, ObjectSection, ObjectSymbol, SymbolKind};
use std::collections::{BTreeMap, HashSet};
use std::error::Error;
use std::fs::{self, File};
use std::io;
use std::os::unix::fs::FileExt;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::Path;
use std::process::{Command, ExitCode, ExitStatus};
use std::ptr;

/// The instruction INT3.
const BREAKPOINT: u8 = 0xcc;

/// The functions of a program.
struct Program {
    /// Where its code is in memory.
    address: u64,
    code: Vec<u8>,
    /// Names by address.
    functions: BTreeMap<u64, String>,
}

impl Program {
    fn read(path: &Path) -> Result<Self, Box<dyn Error>> {
        let bytes = fs::read(path)?;
        let file = object::File::parse(&*bytes)?;
        let text = file.section_by_name(".text").ok_or("no .text")?;
        let range = text.address()..text.address() + text.size();
        let functions = file
            .symbols()
            .filter(|symbol| symbol.kind() == SymbolKind::Text && range.contains(&symbol.address()))
            .filter_map(|symbol| Some((symbol.address(), symbol.name().ok()?.to_owned())))
            .collect();
        Ok(Self {
            address: text.address(),
            code: text.data()?.to_vec(),
            functions,
        })
    }

    /// Its code with a breakpoint at the start of each function.
    fn with_breakpoints(&self) -> Vec<u8> {
        let mut code = self.code.clone();
        for address in self.functions.keys() {
            code[(address - self.address) as usize] = BREAKPOINT;
        }
        code
    }
}

/// A system call's failure.
fn check(result: libc::c_long) -> io::Result<libc::c_long> {
    if result < 0 {
        Err(io::Error::last_os_error())
    } else {
        Ok(result)
    }
}

/// `ptrace` without an address.
fn ptrace(request: libc::c_uint, task: libc::pid_t, data: i32) -> io::Result<()> {
    // SAFETY: the requests made here take a number, not a pointer.
    check(unsafe { libc::ptrace(request, task, ptr::null_mut::<u8>(), data as usize) }).map(drop)
}

/// The registers of a stopped task.
fn registers(task: libc::pid_t) -> io::Result<libc::user_regs_struct> {
    // SAFETY: zeros are valid registers, and the call fills them.
    unsafe {
        let mut registers: libc::user_regs_struct = std::mem::zeroed();
        let none = ptr::null_mut::<u8>();
        check(libc::ptrace(
            libc::PTRACE_GETREGS,
            task,
            none,
            &raw mut registers,
        ))?;
        Ok(registers)
    }
}

fn set_registers(task: libc::pid_t, registers: &libc::user_regs_struct) -> io::Result<()> {
    // SAFETY: the pointer is valid for reads.
    unsafe {
        let none = ptr::null_mut::<u8>();
        check(libc::ptrace(
            libc::PTRACE_SETREGS,
            task,
            none,
            ptr::from_ref(registers),
        ))
        .map(drop)
    }
}

/// Writes to a stopped task's memory, whatever its protection.
fn write_memory(task: libc::pid_t, address: u64, bytes: &[u8]) -> io::Result<()> {
    let memory = File::options()
        .write(true)
        .open(format!("/proc/{task}/mem"))?;
    memory.write_all_at(bytes, address)
}

/// Waits until any task stops or ends.
fn wait() -> io::Result<Option<(libc::pid_t, ExitStatus)>> {
    let mut status = 0;
    // SAFETY: `status` is valid for writes.
    let task = unsafe { libc::waitpid(-1, &raw mut status, libc::__WALL) };
    if task > 0 {
        return Ok(Some((task, ExitStatus::from_raw(status))));
    }
    match io::Error::last_os_error() {
        error if error.raw_os_error() == Some(libc::ECHILD) => Ok(None),
        error => Err(error),
    }
}

/// Tracing under way.
struct Trace<'p> {
    path: &'p Path,
    program: &'p Program,
    breakpoints: Vec<u8>,
    /// Addresses of the functions called so far.
    seen: HashSet<u64>,
    calls: Vec<&'p str>,
    /// Tasks that have stopped at least once.
    known: HashSet<libc::pid_t>,
}

impl Trace<'_> {
    /// Deals with a stop. Returns the signal that the task gets.
    fn stopped(&mut self, task: libc::pid_t, status: ExitStatus) -> io::Result<i32> {
        let signal = status.stopped_signal().unwrap_or(0);
        let event = status.into_raw() >> 16;
        if event == libc::PTRACE_EVENT_EXEC {
            if fs::read_link(format!("/proc/{task}/exe"))? == self.path {
                write_memory(task, self.program.address, &self.breakpoints)?;
            }
            return Ok(0);
        }
        // New tasks begin with a stop of ours.
        let is_new = self.known.insert(task);
        if event != 0 || (is_new && signal == libc::SIGSTOP) {
            return Ok(0);
        }
        if signal == libc::SIGTRAP {
            let mut registers = registers(task)?;
            let address = registers.rip - 1;
            if let Some(name) = self.program.functions.get(&address) {
                let place = (address - self.program.address) as usize;
                write_memory(task, address, &self.program.code[place..=place])?;
                registers.rip = address;
                set_registers(task, &registers)?;
                if self.seen.insert(address) {
                    self.calls.push(name);
                }
                return Ok(0);
            }
        }
        Ok(signal)
    }
}

/// Starts the command, stopped and traced.
fn start(command: &[String]) -> io::Result<libc::pid_t> {
    let (name, arguments) = command.split_first().ok_or(io::ErrorKind::InvalidInput)?;
    let mut command = Command::new(name);
    // SAFETY: the closure makes one system call, which takes no pointer.
    unsafe {
        command.pre_exec(|| ptrace(libc::PTRACE_TRACEME, 0, 0));
    }
    // It is waited for with all the others.
    let id = command.args(arguments).stdout(io::stderr()).spawn()?.id();
    Ok(libc::pid_t::try_from(id).expect("a process id"))
}

fn run(program: &str, command: &[String]) -> Result<(), Box<dyn Error>> {
    let path = fs::canonicalize(program)?;
    let program = Program::read(&path)?;
    let mut trace = Trace {
        path: &path,
        breakpoints: program.with_breakpoints(),
        program: &program,
        seen: HashSet::new(),
        calls: Vec::new(),
        known: HashSet::new(),
    };
    let first = start(command)?;
    let options = libc::PTRACE_O_TRACEEXEC
        | libc::PTRACE_O_TRACEFORK
        | libc::PTRACE_O_TRACEVFORK
        | libc::PTRACE_O_TRACECLONE
        | libc::PTRACE_O_EXITKILL;
    let mut is_first = true;
    while let Some((task, status)) = wait()? {
        if status.stopped_signal().is_none() {
            if task == first && !status.success() {
                return Err(format!("the command: {status}").into());
            }
            continue;
        }
        let signal = if is_first {
            is_first = false;
            trace.known.insert(task);
            ptrace(libc::PTRACE_SETOPTIONS, task, options)?;
            0
        } else {
            trace.stopped(task, status)?
        };
        // A task may have been killed meanwhile.
        let _ = ptrace(libc::PTRACE_CONT, task, signal);
    }
    for name in trace.calls {
        println!("{name}");
    }
    Ok(())
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some((program, command)) = arguments.split_first() else {
        eprintln!("first_calls PROGRAM COMMAND [ARGUMENT…]");
        return ExitCode::FAILURE;
    };
    match run(program, command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("first_calls: {error}");
            ExitCode::FAILURE
        }
    }
}
