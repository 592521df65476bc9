// SPDX-License-Identifier: Apache-2.0
#include "expect.h"

#include <string.h>
#include <unistd.h>

const union record *only_record(const struct session *session, pid_t id, enum prm_type type, size_t *position)
{
	const union record *found = NULL;
	size_t i;

	for (i = 0; i < session->record_count; i++) {
		const union record *record = session->records[i];

		if (record->header.type != type || record->process.subject.process_id != (__u32)id)
			continue;
		if (found)
			return NULL;
		found = record;
		*position = i;
	}
	return found;
}

/* What is wrong with the record of a start; NULL: nothing. */
static const char *start_complaint(const union record *record, const struct deed *deed)
{
	bool cut = record->header.flags & PRM_FLAG_ARGUMENTS_TRUNCATED;
	size_t expected = deed->arguments_length < PRM_ARGUMENTS_MAX ? deed->arguments_length : PRM_ARGUMENTS_MAX;

	if (record->header.flags & (PRM_FLAG_ARGUMENTS_UNREADABLE | PRM_FLAG_IMAGE_TRUNCATED))
		return "flags";
	if (cut != (deed->arguments_length > PRM_ARGUMENTS_MAX))
		return "truncated flag";
	if (record->started.arguments_length != expected || memcmp(record_arguments(record), deed->arguments, expected))
		return "arguments";
	if (record->header.size != sizeof(record->started) + record->started.image_length + expected)
		return "size";
	if (deed->thread >= 0 && record->started.subject.thread_id != deed->thread)
		return "thread that called execve()";
	if (deed->thread < 0 && record->started.subject.thread_id != deed->id)
		return "thread";
	return NULL;
}

const char *complaint(const struct session *session, const struct deed *deed, pid_t parent)
{
	size_t fork_at, start_at, exit_at;
	const union record *forked = only_record(session, deed->id, PRM_PROCESS_FORKED, &fork_at);
	const union record *started = only_record(session, deed->id, PRM_PROCESS_STARTED, &start_at);
	const union record *exited = only_record(session, deed->id, PRM_PROCESS_EXITED, &exit_at);
	const char *wrong;

	if (!forked)
		return "not exactly one fork";
	if (!exited)
		return "not exactly one exit";
	if (!started != !deed->arguments)
		return "starts";
	if (fork_at > exit_at || (started && (fork_at > start_at || start_at > exit_at)))
		return "order";
	if (forked->header.time > exited->header.time || forked->forked.subject.start_time > forked->header.time)
		return "time";
	if (exited->exited.status != deed->status)
		return "status";
	if (forked->forked.parent.process_id != (__u32)(deed->parent >= 0 ? deed->parent : parent))
		return "parent";
	if (forked->forked.parent.creator_id != (__u32)(deed->creator >= 0 ? deed->creator : 0))
		return "creator";
	if (exited->exited.subject.start_time != forked->forked.subject.start_time)
		return "start time of the exit";
	if (exited->exited.subject.user_id != (deed->user >= 0 ? deed->user : getuid())
	    || exited->exited.subject.group_id != (deed->group >= 0 ? deed->group : getgid()))
		return "user or group";
	if (forked->forked.subject.session_id != (__u32)getsid(0) || exited->exited.subject.session_id != (__u32)getsid(0))
		return "session";
	if (!started)
		return NULL;
	wrong = start_complaint(started, deed);
	if (wrong)
		return wrong;
	if (started->started.parent.process_id != forked->forked.parent.process_id
	    || started->started.parent.start_time != forked->forked.parent.start_time)
		return "parent of the start";
	if (started->started.subject.start_time != forked->forked.subject.start_time)
		return "start time of the start";
	if (started->started.subject.user_id != exited->exited.subject.user_id)
		return "user of the start";
	return NULL;
}
