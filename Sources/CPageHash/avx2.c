#if defined(__x86_64__)
#include <immintrin.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
#define XXH_VECTOR 2  // XXH_AVX2
#define PAGE_HASH cpagehash_avx2
#include "pages.h"
#pragma clang attribute pop
#endif
