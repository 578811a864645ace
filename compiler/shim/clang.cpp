#include "shim.h"

#include "clang/AST/ASTConsumer.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/DiagnosticOptions.h"
#include "clang/Basic/SourceManager.h"
#include "clang/CodeGen/CodeGenAction.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "clang/Frontend/MultiplexConsumer.h"
#include "clang/Frontend/TextDiagnosticPrinter.h"
#include "clang/Lex/Lexer.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/VirtualFileSystem.h"
#include "llvm/Support/raw_ostream.h"

using namespace clang;

namespace {

/// The attributes of each kernel as its source has them, in source order.
using KernelAttributes = std::vector<std::pair<std::string, std::string>>;

StringRef text(MirrorclBytes bytes) { return StringRef(bytes.data, bytes.size); }

/// Our files, above the real ones if those may be seen at all.
IntrusiveRefCntPtr<llvm::vfs::FileSystem> file_system(const MirrorclFile *files, size_t count,
                                                      bool real_files) {
  auto memory = llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>();
  memory->setCurrentWorkingDirectory("/");
  for (size_t i = 0; i < count; ++i)
    memory->addFile(text(files[i].path), 0,
                    llvm::MemoryBuffer::getMemBufferCopy(text(files[i].text)));
  if (!real_files)
    return memory;
  // A physical file system of its own, because the real one's working directory is the process's.
  auto overlay = llvm::makeIntrusiveRefCnt<llvm::vfs::OverlayFileSystem>(
      IntrusiveRefCntPtr<llvm::vfs::FileSystem>(llvm::vfs::createPhysicalFileSystem()));
  overlay->pushOverlay(memory);
  overlay->setCurrentWorkingDirectory("/");
  return overlay;
}

/// Notes the attributes of kernels while clang parses.
class AttributeReader : public ASTConsumer {
public:
  AttributeReader(CompilerInstance &instance, KernelAttributes &kernels)
      : Instance(instance), Kernels(kernels) {}

  bool HandleTopLevelDecl(DeclGroupRef group) override {
    for (Decl *declaration : group)
      if (auto *function = dyn_cast<FunctionDecl>(declaration))
        if (function->hasAttr<DeviceKernelAttr>())
          Kernels.emplace_back(function->getName(), attributes(*function));
    return true;
  }

private:
  std::string attributes(const FunctionDecl &function) const {
    std::vector<std::string> all;
    for (const Attr *attribute : function.attrs()) {
      if (attribute->isImplicit() || isa<DeviceKernelAttr>(attribute))
        continue;
      // From a macro: what the macro stands for.
      std::string source =
          Lexer::getSourceText(CharSourceRange::getTokenRange(attribute->getRange()),
                               Instance.getSourceManager(), Instance.getLangOpts())
              .str();
      if (source.empty() || attribute->getLocation().isMacroID())
        source = printed(*attribute);
      llvm::erase_if(source, [](char c) { return isWhitespace(c); });
      all.push_back(std::move(source));
    }
    return llvm::join(all, " ");
  }

  /// The inside of `__attribute__((...))`.
  std::string printed(const Attr &attribute) const {
    std::string buffer;
    llvm::raw_string_ostream stream(buffer);
    attribute.printPretty(stream, PrintingPolicy(Instance.getLangOpts()));
    StringRef inside = StringRef(buffer).trim();
    if (inside.consume_front("__attribute__(("))
      inside.consume_back("))");
    return inside.str();
  }

  CompilerInstance &Instance;
  KernelAttributes &Kernels;
};

class Action : public EmitLLVMOnlyAction {
public:
  Action(llvm::LLVMContext &context, KernelAttributes &kernels)
      : EmitLLVMOnlyAction(&context), Kernels(kernels) {}

  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &instance,
                                                 StringRef file) override {
    std::vector<std::unique_ptr<ASTConsumer>> consumers;
    consumers.push_back(std::make_unique<AttributeReader>(instance, Kernels));
    consumers.push_back(EmitLLVMOnlyAction::CreateASTConsumer(instance, file));
    if (!consumers.back())
      return nullptr;
    return std::make_unique<MultiplexConsumer>(std::move(consumers));
  }

private:
  KernelAttributes &Kernels;
};

/// Keeps the attributes with their kernels, so that objects and libraries have them.
void attach(llvm::Module &module, const KernelAttributes &kernels) {
  llvm::LLVMContext &context = module.getContext();
  for (const auto &[name, attributes] : kernels)
    if (llvm::Function *function = module.getFunction(name))
      function->setMetadata("mirrorcl.attributes",
                            llvm::MDNode::get(context, llvm::MDString::get(context, attributes)));
}

} // namespace

LLVMModuleRef mirrorcl_clang(LLVMContextRef context, const char *const *args, size_t arg_count,
                             const MirrorclFile *files, size_t file_count, bool real_files,
                             MirrorclWrite write, void *sink) {
  std::string log;
  llvm::raw_string_ostream stream(log);
  DiagnosticOptions early_options;
  IntrusiveRefCntPtr<DiagnosticsEngine> early(
      new DiagnosticsEngine(DiagnosticIDs::create(), early_options,
                            new TextDiagnosticPrinter(stream, early_options)));
  auto invocation = std::make_shared<CompilerInvocation>();
  std::unique_ptr<llvm::Module> module;
  if (CompilerInvocation::CreateFromArgs(*invocation, llvm::ArrayRef(args, arg_count), *early)) {
    // __DATE__ and __TIME__: the same source gives the same code at any time.
    invocation->getPreprocessorOpts().SourceDateEpoch = 0;
    CompilerInstance instance(invocation);
    instance.setVirtualFileSystem(file_system(files, file_count, real_files));
    instance.setVerboseOutputStream(stream);
    instance.createDiagnostics(
        new TextDiagnosticPrinter(stream, invocation->getDiagnosticOpts()));
    KernelAttributes kernels;
    Action action(*llvm::unwrap(context), kernels);
    if (instance.ExecuteAction(action))
      module = action.takeModule();
    if (module)
      attach(*module, kernels);
  }
  write(sink, log.data(), log.size());
  return llvm::wrap(module.release());
}
