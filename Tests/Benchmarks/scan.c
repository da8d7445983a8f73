// The floor that the benchmark compares with: libyaml's events of one file, counted and thrown away.

#include <stdio.h>
#include <stdlib.h>
#include <yaml.h>

static int fail(const char *what, const char *detail) {
    fprintf(stderr, "scan: %s: %s\n", what, detail);
    return 2;
}

int main(int argc, char **argv) {
    if (argc != 2) return fail("usage", "scan FILE");

    FILE *file = fopen(argv[1], "rb");
    if (!file || fseek(file, 0, SEEK_END) != 0) return fail("cannot open", argv[1]);
    const long size = ftell(file);
    rewind(file);
    unsigned char *text = size > 0 ? malloc(size) : NULL;
    if (!text || fread(text, 1, size, file) != (size_t)size) return fail("cannot read", argv[1]);
    fclose(file);

    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser)) return fail("libyaml", "out of memory");
    yaml_parser_set_input_string(&parser, text, size);

    unsigned long events = 0;
    yaml_event_type_t type;
    do {
        yaml_event_t event;
        if (!yaml_parser_parse(&parser, &event)) return fail("not YAML", parser.problem);
        type = event.type;
        yaml_event_delete(&event);
        events++;
    } while (type != YAML_STREAM_END_EVENT);

    printf("%lu events\n", events);
    yaml_parser_delete(&parser);
    free(text);
    return 0;
}
