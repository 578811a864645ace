//! A compiler without LLVM: it does what the first word of the source asks for.

use mirrorcl_protocol::{
    AddressQualifier, ArgInfo, ArgKind, ArgText, CompileRequest, Input, KernelInfo, LinkRequest,
    NOTE_NAME, NOTE_TYPE, Outcome, Product, ProgramData, ProgramInfo, Reply, Request, ShapesCode,
    TypeQualifiers,
};
use std::fmt::Write as _;
use std::process::{Command, id};
use std::{fs, thread, time};

pub(crate) fn handle(request: &Request) -> Reply {
    let (options, text) = match request {
        Request::Build(build) | Request::Compile(build) => (&build.options, text_of(build)),
        Request::Link(link) => (&link.options, text_of_objects(link)),
        Request::Specialise(_) => unreachable!("these kernels have no barriers"),
    };
    if options.contains("-bad") {
        let log = format!("invalid option in {options:?}");
        return Reply {
            outcome: Outcome::InvalidOptions,
            log,
        };
    }
    if let Some((_, file)) = text.split_once("after ") {
        while fs::metadata(file).is_err() {
            thread::sleep(time::Duration::from_millis(5));
        }
    }
    let log = format!("said about {text}");
    let text_is_empty = text.is_empty();
    let product = match request {
        _ if text.contains("error") => None,
        Request::Compile(_) => Some(Product::Object(text.into_bytes())),
        Request::Link(_) if text.contains("undefined") => None,
        Request::Link(_) if options.contains("-create-library") => {
            Some(Product::Library(text.into_bytes()))
        }
        Request::Build(_) | Request::Link(_) | Request::Specialise(_) => {
            Some(executable(!text_is_empty))
        }
    };
    let outcome = product.map_or(Outcome::Failure, Outcome::Success);
    Reply { outcome, log }
}

fn text_of(request: &CompileRequest) -> String {
    let mut text = match &request.input {
        Input::OpenClC(source) => source.clone(),
        Input::SpirV { spec_constants, .. } => format!("module {spec_constants:?}"),
    };
    for header in &request.headers {
        let _ = write!(text, " with {}={}", header.name, header.text);
    }
    if !request.directory.is_empty() {
        let _ = write!(text, " in {}", request.directory);
    }
    text
}

fn text_of_objects(request: &LinkRequest) -> String {
    let objects = request.objects.iter();
    let objects = objects.map(|object| String::from_utf8_lossy(object).into_owned());
    objects.collect::<Vec<_>>().join("+")
}

/// `scale(global int *data, int factor, local int *scratch)`, which multiplies and stores where things are.
const CODE: &str = r#"
typedef unsigned long u64;
static void scale(char *context, u64 count) {
    char *args = *(char **)context;
    u64 *data = *(u64 **)args;
    data[0] *= *(int *)(args + 8);
    data[1] = *(u64 *)(args + 16);
    data[2] = *(u64 *)(context + 168);
    data[3] = *(u64 *)(context + 192);
}
__attribute__((visibility("default"))) void wg_scale(char *context, u64 count) { scale(context, count); }
__attribute__((visibility("default"))) void wg_other(char *context, u64 count) { }
"#;

fn arg(kind: ArgKind, offset: u32, size: u32, info: Option<ArgText>) -> ArgInfo {
    let align = if kind == ArgKind::Local { 16 } else { 0 };
    ArgInfo {
        kind,
        offset,
        size,
        align,
        shapes_code: ShapesCode::Never,
        info,
    }
}

fn info() -> ProgramInfo {
    let text = ArgText {
        name: "data".into(),
        type_name: "ulong*".into(),
        address: AddressQualifier::Global,
        qualifiers: TypeQualifiers::CONST,
        ..ArgText::default()
    };
    let scale = KernelInfo {
        name: "scale".into(),
        symbol: "wg_scale".into(),
        attributes: "reqd_work_group_size(1,1,1)".into(),
        args: vec![
            arg(ArgKind::Global, 0, 8, Some(text)),
            arg(ArgKind::Value, 8, 4, None),
            arg(ArgKind::Local, 16, 8, None),
        ],
        arg_block_size: 24,
        local_size: 20,
        private_size: 48,
        reqd_work_group_size: [1, 1, 1],
        simd_width: 8,
        ..KernelInfo::default()
    };
    let other = KernelInfo {
        name: "other".into(),
        symbol: "wg_other".into(),
        ..KernelInfo::default()
    };
    ProgramInfo {
        abi_version: mirrorcl_device::ABI_VERSION,
        kernels: vec![scale, other],
        data: ProgramData {
            size: 64,
            align: 64,
            image: vec![1, 2, 3],
            relocations: vec![(8, 16)],
        },
    }
}

fn executable(has_kernels: bool) -> Product {
    let mut info = info();
    if !has_kernels {
        info.kernels.clear();
    }
    let code = if has_kernels { CODE } else { "" };
    let note = postcard::to_stdvec(&info).expect("info has a form");
    let bytes: Vec<String> = note.iter().map(u8::to_string).collect();
    let source = format!(
        "{code}\nstatic const struct {{ int n, d, t; char name[{}]; unsigned char desc[{}]; }} note
        __attribute__((section(\".note.mirrorcl\"), aligned(4), used)) = {{ {}, {}, {NOTE_TYPE}, \"{NOTE_NAME}\", {{ {} }} }};",
        (NOTE_NAME.len() + 1).next_multiple_of(4),
        note.len().next_multiple_of(4),
        NOTE_NAME.len() + 1,
        note.len(),
        bytes.join(",")
    );
    let base = std::env::temp_dir().join(format!("mirrorcl-fake-{}", id()));
    let (c, so) = (base.with_extension("c"), base.with_extension("so"));
    fs::write(&c, source).expect("a temporary file");
    let mut cc = Command::new("/usr/bin/cc");
    cc.env("PATH", "/usr/bin:/bin");
    cc.args([
        "-shared",
        "-fPIC",
        "-O1",
        "-nostdlib",
        "-fvisibility=hidden",
        "-o",
    ]);
    let status = cc.arg(&so).arg(&c).status().expect("cc starts");
    assert!(status.success(), "{status}");
    let elf = fs::read(&so).expect("cc wrote it");
    let _ = fs::remove_file(&c);
    let _ = fs::remove_file(&so);
    Product::Executable { elf, info }
}
