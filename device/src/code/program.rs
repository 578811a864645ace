//! A compiled program: an ELF shared object without undefined symbols.

use std::ffi::{CString, OsString, c_int, c_void};
use std::fs::File;
use std::io::Write;
use std::ops::Range;
use std::os::fd::{AsRawFd, FromRawFd};
use std::path::Path;

use libloading::os::unix::{Library, RTLD_LOCAL, RTLD_NOW};
use mirrorcl_abi::WorkGroupFn;

use super::registry;
use crate::sys::ranges::Registration;

/// Why a program can't be loaded.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The dynamic loader refused the file.
    #[error("the program cannot be loaded: {0}")]
    Loader(#[from] libloading::Error),
    /// The in-memory file could not be made.
    #[error("the program cannot be put into memory: {0}")]
    Memory(#[from] std::io::Error),
    /// The object holds no executable segment.
    #[error("the program holds no code")]
    NoCode,
    /// A symbol's name holds a NUL.
    #[error("a symbol name holds a NUL character")]
    Name,
    /// A kernel's symbol is not in the program's code.
    #[error("the program has no kernel function {0}")]
    NoEntry(String),
}

/// A loaded program. Kernel code keeps it alive through [`KernelCode`](crate::exec::KernelCode).
#[derive(Debug)]
pub struct Program {
    // Dropped in this order: first the code is no longer known, then it is unmapped.
    _registrations: Vec<Registration>,
    code: Vec<Range<usize>>,
    base: usize,
    library: Library,
    /// The loader tells objects apart by their names too: while the object is loaded, no other
    /// in-memory object may get the same descriptor and so the same name.
    _memory: Option<File>,
}

impl Program {
    /// Loads the shared object at `path`.
    pub fn load(path: &Path) -> Result<Program, LoadError> {
        Program::open(path, None)
    }

    /// Loads a shared object that is in memory only (no writable cache, or one that forbids execution).
    pub fn load_bytes(object: &[u8]) -> Result<Program, LoadError> {
        // SAFETY: the name is a NUL-terminated literal.
        let fd = unsafe { libc::memfd_create(c"mirrorcl-program".as_ptr(), libc::MFD_CLOEXEC) };
        if fd < 0 {
            return Err(std::io::Error::last_os_error().into());
        }
        // SAFETY: a new descriptor that nobody else owns.
        let mut file = unsafe { File::from_raw_fd(fd) };
        file.write_all(object)?;
        // Not /proc/self: debuggers and profilers read the name from their own process.
        let mut path = OsString::from(format!("/proc/{}/fd/", std::process::id()));
        path.push(file.as_raw_fd().to_string());
        Program::open(Path::new(&path), Some(file))
    }

    fn open(path: &Path, memory: Option<File>) -> Result<Program, LoadError> {
        // SAFETY: loading runs the object's initialisers; the compiler emits none.
        let library = unsafe { Library::open(Some(path), RTLD_NOW | RTLD_LOCAL) }?;
        let (library, base) = load_address(library)?;
        let code = executable_segments(base);
        if code.is_empty() {
            return Err(LoadError::NoCode);
        }
        let registrations = code.iter().cloned().map(registry::register).collect();
        Ok(Program {
            _registrations: registrations,
            code,
            base,
            library,
            _memory: memory,
        })
    }

    /// The work-group function called `symbol`.
    pub fn entry(&self, symbol: &str) -> Result<WorkGroupFn, LoadError> {
        let address = self.address(symbol)?;
        if !self.code.iter().any(|range| range.contains(&address)) {
            return Err(LoadError::NoEntry(symbol.to_owned()));
        }
        // SAFETY: the symbol lies in this program's code, and the compiler gives every kernel this type.
        Ok(unsafe { std::mem::transmute::<usize, WorkGroupFn>(address) })
    }

    /// The address of any symbol.
    fn address(&self, symbol: &str) -> Result<usize, LoadError> {
        let name = CString::new(symbol).map_err(|_| LoadError::Name)?;
        // SAFETY: only the address is used, which is right for every type.
        let found = unsafe { self.library.get::<*const c_void>(name.as_bytes_with_nul()) };
        match found {
            Ok(found) => Ok(found.as_raw_ptr() as usize),
            Err(_) => Err(LoadError::NoEntry(symbol.to_owned())),
        }
    }

    /// The offset of `pc` in the ELF image, if it lies in this program's code.
    pub fn offset_of(&self, pc: usize) -> Option<u64> {
        self.code
            .iter()
            .any(|range| range.contains(&pc))
            .then(|| (pc - self.base) as u64)
    }
}

/// Where the loader put the object: the difference between its addresses and those in the file.
fn load_address(library: Library) -> Result<(Library, usize), LoadError> {
    /// `RTLD_DI_LINKMAP` of `<dlfcn.h>`.
    const RTLD_DI_LINKMAP: c_int = 2;
    unsafe extern "C" {
        fn dlinfo(handle: *mut c_void, request: c_int, info: *mut c_void) -> c_int;
    }
    let handle = library.into_raw();
    let mut map: *const usize = std::ptr::null();
    // SAFETY: the handle is open; the request stores one pointer to a `link_map`.
    let status = unsafe { dlinfo(handle, RTLD_DI_LINKMAP, (&raw mut map).cast()) };
    // SAFETY: gives the handle back to its owner.
    let library = unsafe { Library::from_raw(handle) };
    if status != 0 || map.is_null() {
        return Err(LoadError::NoCode);
    }
    // SAFETY: `l_addr` is the first field of `link_map`, which lives as long as the handle.
    Ok((library, unsafe { *map }))
}

/// The executable segments of the object at load address `base`.
fn executable_segments(base: usize) -> Vec<Range<usize>> {
    struct Search {
        base: usize,
        found: Vec<Range<usize>>,
    }
    unsafe extern "C" fn visit(
        info: *mut libc::dl_phdr_info,
        _size: libc::size_t,
        search: *mut c_void,
    ) -> c_int {
        // SAFETY: the caller below passes a `Search`, the loader a filled record.
        let (info, search) = unsafe { (&*info, &mut *search.cast::<Search>()) };
        if info.dlpi_addr as usize != search.base || info.dlpi_phdr.is_null() {
            return 0;
        }
        let count = usize::from(info.dlpi_phnum);
        // SAFETY: the loader's table has that many entries.
        let headers = unsafe { std::slice::from_raw_parts(info.dlpi_phdr, count) };
        for header in headers {
            if header.p_type == libc::PT_LOAD && header.p_flags & libc::PF_X != 0 {
                let start = search.base.wrapping_add(header.p_vaddr as usize);
                search
                    .found
                    .push(start..start.wrapping_add(header.p_memsz as usize));
            }
        }
        1
    }
    let mut search = Search {
        base,
        found: Vec::new(),
    };
    // SAFETY: `visit` is called before this returns, with the pointer given here.
    unsafe { libc::dl_iterate_phdr(Some(visit), (&raw mut search).cast()) };
    search.found
}
