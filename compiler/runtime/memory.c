// What code generation calls for copies, fills and comparisons that are too long to be written out.
// These are kept from being recognised as themselves by -fno-builtin.

typedef __SIZE_TYPE__ size_t;
typedef unsigned char byte;

void *memcpy(void *restrict to, const void *restrict from, size_t size) {
    void *result = to;
    __asm__ volatile("rep movsb" : "+D"(to), "+S"(from), "+c"(size) : : "memory");
    return result;
}

void *memset(void *to, int value, size_t size) {
    void *result = to;
    __asm__ volatile("rep stosb" : "+D"(to), "+c"(size) : "a"(value) : "memory");
    return result;
}

void *memmove(void *to, const void *from, size_t size) {
    if ((size_t)to - (size_t)from >= size) {
        return memcpy(to, from, size);
    }
    byte *target = to;
    const byte *source = from;
    while (size-- > 0) {
        target[size] = source[size];
    }
    return to;
}

int memcmp(const void *left, const void *right, size_t size) {
    const byte *a = left, *b = right;
    for (size_t i = 0; i < size; ++i) {
        if (a[i] != b[i]) {
            return a[i] - b[i];
        }
    }
    return 0;
}

int bcmp(const void *left, const void *right, size_t size) { return memcmp(left, right, size); }
