#include "shim.h"

#include "lld/Common/Driver.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/FileOutputBuffer.h"
#include "llvm/Support/raw_ostream.h"
#include <string>
#include <vector>

LLD_HAS_DRIVER(elf)

namespace {

/// Who gets what lld writes; one lld runs at a time.
MirrorclWrite take_output;
void *output_sink;

class Buffer : public llvm::FileOutputBuffer {
public:
  Buffer(llvm::StringRef path, size_t size) : FileOutputBuffer(path), Bytes(size) {}

  uint8_t *getBufferStart() const override { return const_cast<uint8_t *>(Bytes.data()); }
  uint8_t *getBufferEnd() const override { return getBufferStart() + Bytes.size(); }
  size_t getBufferSize() const override { return Bytes.size(); }

  llvm::Error commit() override {
    take_output(output_sink, reinterpret_cast<const char *>(Bytes.data()), Bytes.size());
    return llvm::Error::success();
  }

private:
  std::vector<uint8_t> Bytes;
};

} // namespace

// In place of LLVM's, which writes files. Nobody but lld writes any here.
llvm::Expected<std::unique_ptr<llvm::FileOutputBuffer>>
llvm::FileOutputBuffer::create(StringRef path, size_t size, unsigned) {
  return std::make_unique<Buffer>(path, size);
}

bool mirrorcl_lld(const char *const *args, size_t arg_count, MirrorclWrite write, void *sink,
                  MirrorclWrite output, void *to) {
  take_output = output;
  output_sink = to;
  std::string log;
  llvm::raw_string_ostream stream(log);
  lld::Result result = lld::lldMain(llvm::ArrayRef(args, arg_count), stream, stream,
                                    {{lld::Gnu, &lld::elf::link}});
  write(sink, log.data(), log.size());
  return result.retCode == 0;
}
