//! The first door: OpenCL C to the hub form, through clang.

use crate::{
    llvm::{ClangInput, Context, Module, compile},
    options::{CompileOptions, Warnings},
};
use mirrorcl_protocol::{Header, Target};
use std::path::Path;

/// The name that the program has in diagnostics and debug information.
pub const SOURCE_NAME: &str = "program.cl";

/// Where embedded headers are in clang's file system.
const HEADERS: &str = "/mirrorcl/headers";
/// Where clang's own header is in clang's file system.
const RESOURCES: &str = "/mirrorcl/resources";
/// `opencl-c-base.h`: types and constants; functions are declared by `-fdeclare-opencl-builtins`.
/// What the device has is enabled: programs that forget the pragma are common, and it changes no others.
const OPENCL_C_BASE: &str = concat!(
    include_str!(env!("OPENCL_C_BASE_H")),
    "\n#ifdef cl_khr_fp16\n#pragma OPENCL EXTENSION cl_khr_fp16 : enable\n#endif\n"
);

/// Metadata that says "compiled with -cl-opt-disable"; objects keep it.
pub const OPT_DISABLE: &str = "mirrorcl.opt_disable";

/// A translation unit of OpenCL C.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// The program's text.
    pub text: &'a str,
    /// Embedded headers.
    pub headers: &'a [Header],
    /// Where relative `-I` directories and includes start; empty: no real file can be included.
    pub directory: &'a str,
    /// The build options.
    pub options: &'a CompileOptions,
    /// The device.
    pub target: &'a Target,
}

/// Compiles to the hub form. Returns the module, unless there were errors, and the log.
pub fn compile_source<'c>(
    context: &'c Context,
    source: Source<'_>,
) -> (Option<Module<'c>>, String) {
    let arguments = arguments(source);
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let main = format!("/{SOURCE_NAME}");
    let base = format!("{RESOURCES}/opencl-c-base.h");
    let headers: Vec<(String, &str)> = source
        .headers
        .iter()
        .map(|header| (format!("{HEADERS}/{}", header.name), header.text.as_str()))
        .collect();
    let mut files = vec![(main.as_str(), source.text), (base.as_str(), OPENCL_C_BASE)];
    files.extend(headers.iter().map(|(path, text)| (path.as_str(), *text)));
    let input = ClangInput {
        arguments: &arguments,
        files: &files,
        // A request without a directory is answered from its bytes alone, so that it can be cached.
        real_files: !source.directory.is_empty(),
    };
    let (module, log) = compile(context, input);
    if let Some(module) = &module
        && source.options.opt_disable
    {
        module.add_named_metadata(OPT_DISABLE, &[1]);
    }
    (module, log)
}

/// The arguments of `cc1`.
fn arguments(source: Source<'_>) -> Vec<String> {
    let options = source.options;
    let mut all: Vec<String> = [
        "-triple",
        "spir64-unknown-unknown",
        "-emit-llvm-only",
        // IR as the optimiser wants it (lifetimes, TBAA), but not yet optimised: the passes are ours.
        "-O1",
        "-disable-llvm-passes",
        // Else all loops are marked not to be unrolled.
        "-funroll-loops",
        "-fdeclare-opencl-builtins",
        "-finclude-default-header",
        "-internal-isystem",
        RESOURCES,
        "-cl-kernel-arg-info",
        "-ferror-limit",
        "50",
        "-x",
        "cl",
    ]
    .map(str::to_owned)
    .into();
    let version = options.version();
    all.push(format!("-cl-std=CL{}.{}", version / 100, version / 10 % 10));
    all.push(extensions(source.target));
    add_macros(&mut all, source);
    if !source.headers.is_empty() {
        all.extend(["-I".to_owned(), HEADERS.to_owned()]);
    }
    if !source.directory.is_empty() {
        all.extend(["-iquote".to_owned(), source.directory.to_owned()]);
    }
    for directory in &options.include_directories {
        let directory = Path::new(source.directory).join(directory);
        all.extend(["-I".to_owned(), directory.to_string_lossy().into_owned()]);
    }
    let math = options.math;
    let flags = [
        (
            options.single_precision_constant,
            "-cl-single-precision-constant",
        ),
        (
            options.correctly_rounded,
            "-cl-fp32-correctly-rounded-divide-sqrt",
        ),
        (
            options.uniform_work_group_size,
            "-cl-uniform-work-group-size",
        ),
        (math.mad_enable, "-cl-mad-enable"),
        (math.no_signed_zeros, "-cl-no-signed-zeros"),
        (math.unsafe_math, "-cl-unsafe-math-optimizations"),
        (math.finite_math, "-cl-finite-math-only"),
        (math.fast_relaxed, "-cl-fast-relaxed-math"),
        (options.warnings == Warnings::Hidden, "-w"),
        (options.warnings == Warnings::Errors, "-Werror"),
        (options.debug, "-debug-info-kind=line-tables-only"),
        (options.debug, "-dwarf-version=4"),
    ];
    all.extend(
        flags
            .into_iter()
            .filter(|(set, _)| *set)
            .map(|(_, flag)| flag.to_owned()),
    );
    all.push(SOURCE_NAME.to_owned());
    all
}

/// `-cl-ext`: nothing but what the device has.
fn extensions(target: &Target) -> String {
    let mut list = "-cl-ext=-all".to_owned();
    for name in target.extensions.iter().chain(&target.features) {
        list.push_str(",+");
        list.push_str(name);
    }
    list
}

/// Predefined macros that depend on the device (OpenCL C §6.10), then the user's.
fn add_macros(all: &mut Vec<String>, source: Source<'_>) {
    let target = source.target;
    // For OpenCL C 3.0, clang leaves these to its driver.
    all.push(format!("-D__OPENCL_VERSION__={}", target.opencl_version));
    all.push("-D__ENDIAN_LITTLE__=1".to_owned());
    if !target
        .features
        .iter()
        .any(|feature| feature == "__opencl_c_images")
    {
        // The SPIR targets have images whatever -cl-ext says.
        all.push("-U__IMAGE_SUPPORT__".to_owned());
    }
    // clang defines the macros of those that it knows, to the same value.
    all.extend(target.extensions.iter().map(|name| format!("-D{name}=1")));
    if source.options.version() >= 300 {
        all.extend(target.features.iter().map(|name| format!("-D{name}=1")));
    }
    all.extend(
        source
            .options
            .defines
            .iter()
            .map(|define| format!("-D{define}")),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{llvm::Metadata, tests::target};

    fn build(text: &str, options: &str, headers: &[Header]) -> Result<String, String> {
        build_in("", text, options, headers)
    }

    fn build_in(
        directory: &str,
        text: &str,
        options: &str,
        headers: &[Header],
    ) -> Result<String, String> {
        let context = Context::new();
        let options = CompileOptions::parse(options, 300).unwrap();
        let target = target();
        let source = Source {
            text,
            headers,
            directory,
            options: &options,
            target: &target,
        };
        let (module, log) = compile_source(&context, source);
        module.map(|module| module.to_string()).ok_or(log)
    }

    #[test]
    fn macros_are_the_devices_and_the_users() {
        let text = "#if __OPENCL_VERSION__ != 300 || __OPENCL_C_VERSION__ != 120 || !__ENDIAN_LITTLE__\n\
             #error version\n#endif\n\
             #if !defined(cl_khr_fp64) || defined(cl_khr_fp16) || defined(__IMAGE_SUPPORT__)\n\
             #error extensions\n#endif\n\
             #if SIZE(2) != 4 || defined(__opencl_c_fp64)\n#error macros\n#endif\n";
        build(text, r#"-D"SIZE(n)=n + 2""#, &[]).unwrap();
        let text = "#if __OPENCL_C_VERSION__ != 300 || !__opencl_c_fp64 || defined(__opencl_c_images)\n\
             #error features\n#endif\n";
        build(text, "-cl-std=CL3.0", &[]).unwrap();
        build(
            "#ifndef __FAST_RELAXED_MATH__\n#error\n#endif\n",
            "-cl-fast-relaxed-math",
            &[],
        )
        .unwrap();
    }

    #[test]
    fn time_takes_no_part() {
        let text = "constant char at[] = __DATE__ __TIME__;";
        let ir = build(text, "-cl-std=CL3.0", &[]).unwrap();
        assert!(ir.contains("Jan  1 197000:00:00"), "{ir}");
    }

    #[test]
    fn half_needs_no_pragma_where_the_device_has_it() {
        let context = Context::new();
        let options = CompileOptions::default();
        let target = crate::tool::target();
        let text = "kernel void f(global half *p) { half h = 2.0h; *p *= h; }";
        let source = Source {
            text,
            headers: &[],
            directory: "",
            options: &options,
            target: &target,
        };
        let (module, log) = compile_source(&context, source);
        assert!(module.is_some(), "{log}");
        assert!(build(text, "", &[]).is_err());
    }

    #[test]
    fn errors_and_warnings_follow_the_options() {
        let text = "kernel void f(global int *p) { *p = \"s\"; }\n";
        let log = build(text, "", &[]).unwrap_err();
        assert!(log.starts_with("program.cl:1:35: error:"), "{log}");
        assert!(log.contains('^'), "{log}");
        let warned = "#warning look\n";
        assert!(build(warned, "", &[]).is_ok());
        assert!(build(warned, "-Werror", &[]).unwrap_err().contains("look"));
        assert!(build(warned, "-Werror -w", &[]).is_ok());
    }

    #[test]
    fn embedded_headers_are_found_by_their_names_and_real_files_are_not() {
        let header = |name: &str, text: &str| Header {
            name: name.into(),
            text: text.into(),
        };
        let headers = [
            header("a/b.h", "#include \"c.h\"\n"),
            header("a/c.h", "#define C 3\n"),
            header("../d.h", ""),
        ];
        let text = "#include <a/b.h>\n#include \"../d.h\"\n#if C != 3\n#error\n#endif\n";
        build(text, "", &headers).unwrap();
        assert!(
            build("#include \"/etc/hostname\"\n", "", &[])
                .unwrap_err()
                .contains("not found")
        );
    }

    #[test]
    fn include_directories_open_the_real_files() {
        let directory =
            std::env::temp_dir().join(format!("mirrorcl-include-{}", std::process::id()));
        std::fs::create_dir_all(&directory).unwrap();
        std::fs::write(directory.join("real.h"), "#define REAL 1\n").unwrap();
        let text = "#include \"real.h\"\n#if !REAL\n#error\n#endif\n";
        let path = directory.to_str().unwrap();
        let absolute = text.replace("real.h", &format!("{path}/real.h"));
        let results = [
            build_in("/", text, &format!("-I \"{path}\""), &[]),
            build_in(path, text, "-I .", &[]),
            build_in(path, text, "", &[]),
            build_in("/", &absolute, "", &[]),
            build_in("/", text, "-I /nowhere", &[]),
            build(&absolute, "", &[]),
        ];
        std::fs::remove_dir_all(&directory).unwrap();
        assert_eq!(
            results.map(|result| result.is_ok()),
            [true, true, true, true, false, false]
        );
    }

    #[test]
    fn kernels_keep_their_attributes_as_written() {
        let context = Context::new();
        let text = "#define SIZE __attribute__((reqd_work_group_size(4, 2, 1)))\n\
            kernel __attribute__((vec_type_hint( uchar3 ))) SIZE void f(void) {}\n\
            kernel void g(void) {}\n";
        let options = CompileOptions::default();
        let target = target();
        let source = Source {
            text,
            headers: &[],
            directory: "",
            options: &options,
            target: &target,
        };
        let (module, log) = compile_source(&context, source);
        let module = module.expect(&log);
        let attributes = |name| {
            module
                .function(name)
                .unwrap()
                .metadata(&context, "mirrorcl.attributes")
        };
        let expected = "vec_type_hint(uchar3) reqd_work_group_size(4,2,1)";
        assert_eq!(
            attributes("f"),
            Some(vec![Metadata::String(expected.into())])
        );
        assert_eq!(attributes("g"), Some(vec![Metadata::String(String::new())]));
    }
}
