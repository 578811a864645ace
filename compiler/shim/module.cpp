#include "shim.h"

#include "llvm/Bitcode/BitcodeReader.h"
#include "llvm/IR/Module.h"
#include "llvm/Linker/Linker.h"
#include "llvm/Support/Error.h"

using namespace llvm;

static LLVMModuleRef module_or_log(Expected<std::unique_ptr<Module>> module, MirrorclWrite write,
                                   void *sink) {
  if (module)
    return wrap(module->release());
  std::string log = toString(module.takeError());
  write(sink, log.data(), log.size());
  return nullptr;
}

static MemoryBufferRef buffer(MirrorclBytes bitcode) {
  return MemoryBufferRef(StringRef(bitcode.data, bitcode.size), "bitcode");
}

LLVMModuleRef mirrorcl_lazy_bitcode(LLVMContextRef context, MirrorclBytes bitcode,
                                    MirrorclWrite write, void *sink) {
  return module_or_log(getLazyBitcodeModule(buffer(bitcode), *unwrap(context)), write, sink);
}

LLVMModuleRef mirrorcl_bitcode(LLVMContextRef context, MirrorclBytes bitcode, MirrorclWrite write,
                               void *sink) {
  return module_or_log(parseBitcodeFile(buffer(bitcode), *unwrap(context)), write, sink);
}

bool mirrorcl_link(LLVMModuleRef target, LLVMModuleRef source, bool only_needed) {
  unsigned flags = only_needed ? Linker::Flags::LinkOnlyNeeded : Linker::Flags::None;
  return !Linker::linkModules(*unwrap(target), std::unique_ptr<Module>(unwrap(source)), flags);
}
