#pragma once
#include <curl/curl.h>
#include <stddef.h>
#include <string.h>

/* curl_easy_setopt and curl_easy_getinfo are variadic, which Swift cannot call. */
static inline CURLcode curl_set_long(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}
static inline CURLcode curl_set_text(CURL *handle, CURLoption option, const char *value) {
    return curl_easy_setopt(handle, option, value);
}
static inline CURLcode curl_set_list(CURL *handle, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(handle, option, value);
}
static inline CURLcode curl_set_mime(CURL *handle, curl_mime *mime) {
    return curl_easy_setopt(handle, CURLOPT_MIMEPOST, mime);
}
/* What a mail server said last, and to which command: libcurl tells neither the words nor which of its commands failed. */
struct curl_said {
    char command[5];
    char reply[256];
    int is_over;
};
static inline void curl_note(char *to, size_t max, const char *data, size_t size) {
    size_t count = size < max - 1 ? size : max - 1;
    memcpy(to, data, count);
    to[count] = 0;
}
static inline int curl_overhear(CURL *handle, curl_infotype type, char *data, size_t size, void *said) {
    struct curl_said *kept = (struct curl_said *)said;
    (void)handle;
    /* Whoever goes says nothing about the mail any more. */
    if (type == CURLINFO_HEADER_OUT && size >= 4 && memcmp(data, "QUIT", 4) == 0) kept->is_over = 1;
    if (kept->is_over) return 0;
    if (type == CURLINFO_HEADER_OUT) curl_note(kept->command, sizeof kept->command, data, size);
    if (type == CURLINFO_HEADER_IN) curl_note(kept->reply, sizeof kept->reply, data, size);
    return 0;
}
/* Carries the transfer out; `said` is heard until it returns and no longer. */
static inline CURLcode curl_perform_hearing(CURL *handle, struct curl_said *said) {
    curl_easy_setopt(handle, CURLOPT_DEBUGFUNCTION, curl_overhear);
    curl_easy_setopt(handle, CURLOPT_DEBUGDATA, said);
    curl_easy_setopt(handle, CURLOPT_VERBOSE, 1L);
    CURLcode result = curl_easy_perform(handle);
    curl_easy_setopt(handle, CURLOPT_VERBOSE, 0L);
    curl_easy_setopt(handle, CURLOPT_DEBUGDATA, NULL);
    return result;
}
static inline const char *curl_said_command(const struct curl_said *said) { return said->command; }
static inline const char *curl_said_reply(const struct curl_said *said) { return said->reply; }
static inline long curl_response_code(CURL *handle) {
    long code = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &code);
    return code;
}
/* What a server answers, kept up to a bound: what is longer ends the transfer. */
struct curl_body {
    unsigned char *bytes;
    ptrdiff_t count;
    ptrdiff_t max;
    int is_over;
};
static inline size_t curl_keep(char *data, size_t size, size_t count, void *to) {
    struct curl_body *body = (struct curl_body *)to;
    (void)size;
    if ((ptrdiff_t)count > body->max - body->count) {
        body->is_over = 1;
        return 0;
    }
    memcpy(body->bytes + body->count, data, count);
    body->count += (ptrdiff_t)count;
    return count;
}
/* Carries the transfer out; `body` is written until it returns and no longer. */
static inline CURLcode curl_perform_keeping(CURL *handle, struct curl_body *body) {
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, curl_keep);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, body);
    return curl_easy_perform(handle);
}
