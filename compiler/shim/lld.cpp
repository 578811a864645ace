#include "shim.h"

#include "lld/Common/Driver.h"
#include "llvm/Support/raw_ostream.h"
#include <string>

LLD_HAS_DRIVER(elf)

bool mirrorcl_lld(const char *const *args, size_t arg_count, MirrorclWrite write, void *sink) {
  std::string log;
  llvm::raw_string_ostream stream(log);
  lld::Result result = lld::lldMain(llvm::ArrayRef(args, arg_count), stream, stream,
                                    {{lld::Gnu, &lld::elf::link}});
  write(sink, log.data(), log.size());
  return result.retCode == 0;
}
