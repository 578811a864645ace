#include "shim.h"

#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/DiagnosticOptions.h"
#include "clang/CodeGen/CodeGenAction.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "clang/Frontend/TextDiagnosticPrinter.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/VirtualFileSystem.h"
#include "llvm/Support/raw_ostream.h"

using namespace clang;

namespace {

StringRef text(MirrorclBytes bytes) { return StringRef(bytes.data, bytes.size); }

/// Real directories (those of -I) below, our files above.
IntrusiveRefCntPtr<llvm::vfs::FileSystem> file_system(const MirrorclFile *files, size_t count) {
  auto memory = llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>();
  memory->setCurrentWorkingDirectory("/");
  for (size_t i = 0; i < count; ++i)
    memory->addFile(text(files[i].path), 0, llvm::MemoryBuffer::getMemBufferCopy(text(files[i].text)));
  auto overlay =
      llvm::makeIntrusiveRefCnt<llvm::vfs::OverlayFileSystem>(llvm::vfs::getRealFileSystem());
  overlay->pushOverlay(memory);
  return overlay;
}

} // namespace

LLVMModuleRef mirrorcl_clang(LLVMContextRef context, const char *const *args, size_t arg_count,
                             const MirrorclFile *files, size_t file_count, MirrorclWrite write,
                             void *sink) {
  std::string log;
  llvm::raw_string_ostream stream(log);
  DiagnosticOptions early_options;
  IntrusiveRefCntPtr<DiagnosticsEngine> early(
      new DiagnosticsEngine(DiagnosticIDs::create(), early_options,
                            new TextDiagnosticPrinter(stream, early_options)));
  auto invocation = std::make_shared<CompilerInvocation>();
  std::unique_ptr<llvm::Module> module;
  if (CompilerInvocation::CreateFromArgs(*invocation, llvm::ArrayRef(args, arg_count), *early)) {
    CompilerInstance instance(invocation);
    instance.setVirtualFileSystem(file_system(files, file_count));
    instance.setVerboseOutputStream(stream);
    instance.createDiagnostics(
        new TextDiagnosticPrinter(stream, invocation->getDiagnosticOpts()));
    EmitLLVMOnlyAction action(llvm::unwrap(context));
    if (instance.ExecuteAction(action))
      module = action.takeModule();
  }
  write(sink, log.data(), log.size());
  return llvm::wrap(module.release());
}
