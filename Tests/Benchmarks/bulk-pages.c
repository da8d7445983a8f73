// One pass over a memory of pages, as a plain C program sends it: what a migration's first round is measured beside.
//   bulk-pages receive PORT STREAMS MIB            prints a line when it listens
//   bulk-pages send ADDRESS PORT STREAMS MIB ALGORITHM  prints a line of JSON
// Both ends have written to all of their memory before the clock runs, from the first byte to the receiver's word that all has
// arrived and lies in its memory. Each stream carries a part of the memory in pieces of 1 MiB, and has a thread of its own.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <time.h>

enum { PIECE = 1 << 20, MOST_STREAMS = 64 };

struct stream {
    int socket;
    char *memory;
    size_t bytes;
    pthread_t thread;
};

static void require(int holds, const char *what) {
    if (holds) return;
    perror(what);
    exit(1);
}

static void *receive(void *argument) {
    struct stream *stream = argument;
    for (size_t done = 0; done < stream->bytes;) {
        size_t piece = stream->bytes - done < PIECE ? stream->bytes - done : PIECE;
        ssize_t count = recv(stream->socket, stream->memory + done, piece, 0);
        require(count > 0, "recv");
        done += count;
    }
    require(send(stream->socket, "", 1, MSG_NOSIGNAL) == 1, "send");
    return NULL;
}

static void *send_all(void *argument) {
    struct stream *stream = argument;
    for (size_t done = 0; done < stream->bytes;) {
        size_t piece = stream->bytes - done < PIECE ? stream->bytes - done : PIECE;
        ssize_t count = send(stream->socket, stream->memory + done, piece, MSG_NOSIGNAL);
        require(count > 0, "send");
        done += count;
    }
    char done;
    require(recv(stream->socket, &done, 1, 0) == 1, "recv");
    return NULL;
}

int main(int argc, char **argv) {
    int sends = argc == 7 && strcmp(argv[1], "send") == 0;
    if (!sends && (argc != 5 || strcmp(argv[1], "receive") != 0)) {
        fputs("usage: bulk-pages receive PORT STREAMS MIB | bulk-pages send ADDRESS PORT STREAMS MIB ALGORITHM\n", stderr);
        return 2;
    }
    char **rest = argv + (sends ? 3 : 2);
    int port = atoi(rest[0]), count = atoi(rest[1]), yes = 1;
    require(count >= 1 && count <= MOST_STREAMS, "STREAMS");
    size_t part = (size_t)atoi(rest[2]) * PIECE / count, bytes = part * count;
    char *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    require(memory != MAP_FAILED, "mmap");
    madvise(memory, bytes, MADV_HUGEPAGE);
    for (size_t i = 0; i < bytes; i += 8) *(size_t *)(memory + i) = i * 2654435761u + 1;

    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
    struct stream streams[MOST_STREAMS] = {0};
    int listener = -1;
    if (!sends) {
        listener = socket(AF_INET, SOCK_STREAM, 0);
        setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
        require(bind(listener, (struct sockaddr *)&address, sizeof address) == 0, "bind");
        require(listen(listener, count) == 0, "listen");
        puts("listening");
        fflush(stdout);
    } else {
        require(inet_pton(AF_INET, argv[2], &address.sin_addr) == 1, argv[2]);
    }
    for (int i = 0; i < count; i++) {
        int number = sends ? socket(AF_INET, SOCK_STREAM, 0) : accept(listener, NULL, NULL);
        require(number >= 0, "socket");
        if (sends) {
            require(setsockopt(number, IPPROTO_TCP, TCP_CONGESTION, argv[6], strlen(argv[6])) == 0, argv[6]);
            require(connect(number, (struct sockaddr *)&address, sizeof address) == 0, "connect");
        }
        streams[i] = (struct stream){.socket = number, .memory = memory + i * part, .bytes = part};
    }
    struct timespec start, end;
    clock_gettime(CLOCK_MONOTONIC, &start);
    for (int i = 0; i < count; i++) pthread_create(&streams[i].thread, NULL, sends ? send_all : receive, &streams[i]);
    for (int i = 0; i < count; i++) pthread_join(streams[i].thread, NULL);
    clock_gettime(CLOCK_MONOTONIC, &end);
    double seconds = end.tv_sec - start.tv_sec + (end.tv_nsec - start.tv_nsec) * 1e-9;
    if (sends) printf("{\"seconds\": %.6f, \"mbps\": %.3f}\n", seconds, bytes * 8e-6 / seconds);
    return 0;
}
