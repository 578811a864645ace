// Symbols that the static libraries refer to and that we do without.

#include "llvm/Plugins/PassPlugin.h"

// lld's driver initialises every target that LLVM was built with. We link X86 alone, so the others
// are empty here; X86's own are kept by giving the stubs of that name another one.
#define LLVMInitializeX86TargetInfo mirrorcl_unused_target_info
#define LLVMInitializeX86Target mirrorcl_unused_target
#define LLVMInitializeX86TargetMC mirrorcl_unused_target_mc
#define LLVMInitializeX86AsmPrinter mirrorcl_unused_asm_printer
#define LLVMInitializeX86AsmParser mirrorcl_unused_asm_parser

extern "C" {
#define LLVM_TARGET(Name)                                                                          \
  void LLVMInitialize##Name##TargetInfo() {}                                                       \
  void LLVMInitialize##Name##Target() {}                                                           \
  void LLVMInitialize##Name##TargetMC() {}
#include "llvm/Config/Targets.def"
#define LLVM_ASM_PRINTER(Name)                                                                     \
  void LLVMInitialize##Name##AsmPrinter() {}
#include "llvm/Config/AsmPrinters.def"
#define LLVM_ASM_PARSER(Name)                                                                      \
  void LLVMInitialize##Name##AsmParser() {}
#include "llvm/Config/AsmParsers.def"
}

// clang's code generation offers Polly when LLVM was built with it.
llvm::PassPluginLibraryInfo getPollyPluginInfo() {
  return {LLVM_PLUGIN_API_VERSION, "none", "0", [](llvm::PassBuilder &) {}};
}
