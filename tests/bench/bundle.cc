/* SPDX-License-Identifier: Apache-2.0 */

/*
 * How fast a FHIR bundle is read through a mapping, beside simdjson's own DOM:
 *
 *   bench-bundle MAPPING BUNDLE [TIMES]
 *
 * prints the milliseconds of loading and DOM-parsing the file (nothing is made
 * of it), of reading it into a record (nothing is evaluated), and their ratio;
 * each the best of TIMES (100). Both start from the file and from parsers that
 * were used before.
 */

#define SIMDJSON_EXCEPTIONS 0
#define _Noreturn [[noreturn]] /* C's word, in headers of C */

#include <simdjson.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>

extern "C" {
#include "tests/bench/bundle.h"
}

static double now() noexcept
{
    using clock = std::chrono::steady_clock;
    return std::chrono::duration<double, std::milli>(
               clock::now().time_since_epoch())
        .count();
}

static bool parse(simdjson::dom::parser &parser, const char *path) noexcept
{
    simdjson::padded_string text;
    simdjson::dom::element root;
    return !simdjson::padded_string::load(path).get(text) &&
           !parser.parse(text).get(root);
}

int main(int argc, char **argv)
{
    int times = argc > 3 ? std::atoi(argv[3]) : 100;
    simdjson::dom::parser parser;
    bench_bundle *bench = argc > 2 ? bench_bundle_open(argv[1]) : nullptr;
    double dom = 1e9, read = 1e9;
    bool right = bench != nullptr;
    for (int i = 0; right && i < times; i++) {
        double start = now();
        right = parse(parser, argv[2]);
        double middle = now();
        right = right && bench_bundle_read(bench, argv[2]);
        double end = now();
        dom = middle - start < dom ? middle - start : dom;
        read = end - middle < read ? end - middle : read;
    }
    if (right)
        std::printf("dom %.3f ms  read %.3f ms  ratio %.2f\n", dom, read,
                    read / dom);
    else
        std::fprintf(stderr, "bench-bundle MAPPING BUNDLE [TIMES]\n");
    bench_bundle_close(bench);
    return right ? 0 : 1;
}
