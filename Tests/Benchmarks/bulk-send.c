// Sends as much as TCP takes, from threads that do nothing else: what a plain C program gets through.
//   bulk-send receive PORT STREAMS            prints a line when it listens, then a line of JSON
//   bulk-send send ADDRESS PORT STREAMS SECONDS ALGORITHM
// The receiver's figure is the one to compare. Buffers are written once before the transfer, so no page faults are in it.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { BLOCK = 1 << 20, MOST_STREAMS = 64 };

struct stream {
    int socket;
    double start, end, seconds;
    unsigned long long bytes;
    pthread_t thread;
};

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec * 1e-9;
}

static void require(int holds, const char *what) {
    if (holds) return;
    perror(what);
    exit(1);
}

static void *block(void) {
    void *memory = malloc(BLOCK);
    require(memory != NULL, "malloc");
    return memset(memory, 0x5a, BLOCK);
}

static void *receive(void *argument) {
    struct stream *stream = argument;
    void *memory = block();
    ssize_t count;
    while ((count = recv(stream->socket, memory, BLOCK, 0)) > 0) {
        stream->end = now();
        if (stream->bytes == 0) stream->start = stream->end;
        stream->bytes += count;
    }
    return NULL;
}

static void *send_all(void *argument) {
    struct stream *stream = argument;
    void *memory = block();
    double end = now() + stream->seconds;
    while (now() < end) {
        ssize_t count = send(stream->socket, memory, BLOCK, MSG_NOSIGNAL);
        require(count > 0, "send");
        stream->bytes += count;
    }
    close(stream->socket);
    return NULL;
}

static int receiver(int port, int count) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
    struct stream streams[MOST_STREAMS] = {0};
    int listener = socket(AF_INET, SOCK_STREAM, 0), yes = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    require(bind(listener, (struct sockaddr *)&address, sizeof address) == 0, "bind");
    require(listen(listener, count) == 0, "listen");
    puts("listening");
    fflush(stdout);
    for (int i = 0; i < count; i++) {
        streams[i].socket = accept(listener, NULL, NULL);
        require(streams[i].socket >= 0, "accept");
        pthread_create(&streams[i].thread, NULL, receive, &streams[i]);
    }
    double start = 0, end = 0;
    unsigned long long bytes = 0;
    for (int i = 0; i < count; i++) {
        pthread_join(streams[i].thread, NULL);
        if (start == 0 || streams[i].start < start) start = streams[i].start;
        if (streams[i].end > end) end = streams[i].end;
        bytes += streams[i].bytes;
    }
    printf("{\"bytes\": %llu, \"seconds\": %.6f, \"mbps\": %.3f}\n", bytes, end - start, bytes * 8e-6 / (end - start));
    return 0;
}

static int sender(const char *to, int port, int count, double seconds, const char *algorithm) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
    struct stream streams[MOST_STREAMS] = {0};
    require(inet_pton(AF_INET, to, &address.sin_addr) == 1, to);
    for (int i = 0; i < count; i++) {
        int number = socket(AF_INET, SOCK_STREAM, 0);
        require(setsockopt(number, IPPROTO_TCP, TCP_CONGESTION, algorithm, strlen(algorithm)) == 0, algorithm);
        require(connect(number, (struct sockaddr *)&address, sizeof address) == 0, "connect");
        streams[i] = (struct stream){.socket = number, .seconds = seconds};
    }
    for (int i = 0; i < count; i++) pthread_create(&streams[i].thread, NULL, send_all, &streams[i]);
    for (int i = 0; i < count; i++) pthread_join(streams[i].thread, NULL);
    return 0;
}

int main(int argc, char **argv) {
    int count = argc == 4 ? atoi(argv[3]) : argc == 7 ? atoi(argv[4]) : 0;
    if (count >= 1 && count <= MOST_STREAMS) {
        if (argc == 4 && strcmp(argv[1], "receive") == 0) return receiver(atoi(argv[2]), count);
        if (argc == 7 && strcmp(argv[1], "send") == 0)
            return sender(argv[2], atoi(argv[3]), count, atof(argv[5]), argv[6]);
    }
    fputs("usage: bulk-send receive PORT STREAMS | bulk-send send ADDRESS PORT STREAMS SECONDS ALGORITHM\n", stderr);
    return 2;
}
