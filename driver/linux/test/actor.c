// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "actor.h"

#include <errno.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static void fail(const char *what)
{
	printf("FAIL  %s\n", what);
	exit(1);
}

static void append(struct deed *deed, const char *bytes, size_t length)
{
	deed->arguments = realloc(deed->arguments, deed->arguments_length + length + 1);
	if (!deed->arguments)
		fail("realloc");
	memcpy(deed->arguments + deed->arguments_length, bytes, length);
	deed->arguments_length += length;
}

static int digit(char character)
{
	return character >= '0' && character <= '9' ? character - '0'
		: character >= 'a' && character <= 'f' ? character - 'a' + 10 : -1;
}

/* "73746f,,30" -> "sto\0\0" "0\0" */
static void append_hexadecimal(struct deed *deed, const char *text)
{
	for (;; text++) {
		for (; digit(text[0]) >= 0 && digit(text[1]) >= 0; text += 2)
			append(deed, (char[]){ digit(text[0]) << 4 | digit(text[1]) }, 1);
		append(deed, "", 1);
		if (*text != ',')
			return;
	}
}

static long long *number_named(struct deed *deed, const char *name)
{
	const struct {
		const char *name;
		long long *number;
	} all[] = {
		{ "pid", &deed->id }, { "status", &deed->status }, { "thread", &deed->thread }, { "user", &deed->user },
		{ "group", &deed->group }, { "parent", &deed->parent }, { "creator", &deed->creator }, { "start", &deed->start },
	};
	size_t i;

	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if (!strcmp(name, all[i].name))
			return all[i].number;
	fail(name);
	return NULL;
}

static void parse_semantics(struct deed *deed, char *line)
{
	char *word, *value;

	for (word = strtok(line, " \n"); word; word = strtok(NULL, " \n")) {
		value = strchr(word, '=');
		if (!value)
			fail(word);
		*value++ = '\0';
		if (!strcmp(word, "arguments"))
			append_hexadecimal(deed, value);
		else
			*number_named(deed, word) = strtoll(value, NULL, 10);
	}
}

static void parse_storm(struct deed *deed, char *line)
{
	char *word = strchr(line, '\t');

	deed->id = atoi(line);
	deed->status = atoi(word + 1);
	word = strchr(word + 1, '\t') + 1;
	for (word = strtok(word, " \n"); word; word = strtok(NULL, " \n"))
		append(deed, word, strlen(word) + 1);
}

static void parse(struct actor *actor, char *line)
{
	struct deed deed = { .thread = -1, .user = -1, .group = -1, .parent = -1, .creator = -1, .start = -1 };

	if (strchr(line, '\t'))
		parse_storm(&deed, line);
	else
		parse_semantics(&deed, line);
	if (actor->deed_count % 1024 == 0) {
		actor->deeds = realloc(actor->deeds, (actor->deed_count + 1024) * sizeof(deed));
		if (!actor->deeds)
			fail("realloc");
	}
	actor->deeds[actor->deed_count++] = deed;
}

void actor_run(struct actor *actor, char *const arguments[])
{
	posix_spawn_file_actions_t actions;
	int out[2], status;
	char *line = NULL;
	size_t capacity = 0;
	FILE *lines;

	memset(actor, 0, sizeof(*actor));
	if (pipe(out) || posix_spawn_file_actions_init(&actions) || posix_spawn_file_actions_adddup2(&actions, out[1], 1)
	    || posix_spawn_file_actions_addclose(&actions, out[0])
	    || posix_spawn(&actor->id, arguments[0], &actions, NULL, arguments, environ))
		fail(arguments[0]);
	posix_spawn_file_actions_destroy(&actions);
	close(out[1]);
	lines = fdopen(out[0], "r");
	while (getline(&line, &capacity, lines) > 0)
		parse(actor, line);
	free(line);
	fclose(lines);
	if (waitpid(actor->id, &status, 0) != actor->id || status)
		fail("the program that acts has failed");
}

void actor_free(struct actor *actor)
{
	size_t i;

	for (i = 0; i < actor->deed_count; i++)
		free(actor->deeds[i].arguments);
	free(actor->deeds);
}
