#include "shim.h"

#include "llvm/Bitcode/BitcodeReader.h"
#include "llvm/Demangle/Demangle.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/ReplaceConstant.h"
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

void mirrorcl_expand_constant_users(LLVMValueRef global) {
  convertUsersOfConstantsToInstructions({cast<Constant>(unwrap(global))});
}

LLVMValueRef mirrorcl_constant_base(LLVMModuleRef module, LLVMValueRef pointer, int64_t *offset) {
  const DataLayout &layout = unwrap(module)->getDataLayout();
  APInt bytes(64, 0);
  Value *base = unwrap(pointer)->stripAndAccumulateConstantOffsets(layout, bytes,
                                                                   /*AllowNonInbounds=*/true);
  *offset = bytes.getSExtValue();
  return wrap(base);
}

void mirrorcl_demangle(MirrorclBytes name, MirrorclWrite write, void *sink) {
  std::string text = demangle(std::string_view(name.data, name.size));
  write(sink, text.data(), text.size());
}
