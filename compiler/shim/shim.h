// What the Rust side calls of clang, lld and the parts of LLVM that have no C interface.
// Mirrored by src/llvm/shim.rs.
#pragma once
#include "llvm-c/TargetMachine.h"
#include "llvm-c/Types.h"
#include <cstddef>
#include <cstdint>

extern "C" {

/// Bytes owned by the caller of the function that takes them.
struct MirrorclBytes {
  const char *data;
  size_t size;
};

/// A file of the virtual file system.
struct MirrorclFile {
  MirrorclBytes path;
  MirrorclBytes text;
};

/// Receives text; `sink` is the caller's.
typedef void (*MirrorclWrite)(void *sink, const char *data, size_t size);

/// Compiles the file that the cc1 arguments name to a module; null if there were errors. Without
/// `real_files` only `files` exist. Kernels get a metadata node `mirrorcl.attributes`: the text of
/// their attributes.
LLVMModuleRef mirrorcl_clang(LLVMContextRef context, const char *const *args, size_t arg_count,
                             const MirrorclFile *files, size_t file_count, bool real_files,
                             MirrorclWrite write, void *sink);

/// Links with lld's ELF driver; `args` begin with the program name. Input files are real ones; `output`
/// gets what would be written, whatever the file's name. One call at a time.
bool mirrorcl_lld(const char *const *args, size_t arg_count, MirrorclWrite write, void *sink,
                  MirrorclWrite output, void *to);

/// Reads bitcode; function bodies stay in `bitcode` (which must outlive the module) until needed.
LLVMModuleRef mirrorcl_lazy_bitcode(LLVMContextRef context, MirrorclBytes bitcode,
                                    MirrorclWrite write, void *sink);

/// Reads bitcode completely.
LLVMModuleRef mirrorcl_bitcode(LLVMContextRef context, MirrorclBytes bitcode, MirrorclWrite write,
                               void *sink);

/// Turns constant expressions over a global into instructions, where instructions use them.
void mirrorcl_expand_constant_users(LLVMValueRef global);

/// Follows constant offsets and casts from a constant pointer to what they start from.
LLVMValueRef mirrorcl_constant_base(LLVMModuleRef module, LLVMValueRef pointer, int64_t *offset);

/// Those of the features (`+avx2,-avx512f`) that neither the CPU's name nor another one implies.
void mirrorcl_missing_features(MirrorclBytes cpu, MirrorclBytes features, MirrorclWrite write,
                               void *sink);

/// Whether the machine has the features with a plus, and none of those with a minus.
bool mirrorcl_has_features(LLVMTargetMachineRef machine, MirrorclBytes features);

/// Whether code generation from now on has loop strength reduction.
void mirrorcl_reduce_strength(bool reduce);

/// A mangled name as it was written.
void mirrorcl_demangle(MirrorclBytes name, MirrorclWrite write, void *sink);

/// Links `source` (consumed) into `target`; with `only_needed`, only what `target` refers to.
bool mirrorcl_link(LLVMModuleRef target, LLVMModuleRef source, bool only_needed);
}
