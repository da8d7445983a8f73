#pragma once

#include <stddef.h>
#include <stdint.h>

// XXH3 (xxhash.h, header only) of each of `count` pages of 4096 bytes from `pages` on, with `seed`, into `hashes`;
// by AVX2 where this processor has it.
void cpagehash_pages(const void *pages, size_t count, uint64_t seed, uint64_t *hashes);
