package vmft.demo.kv;

import vmft.check.Answer.Status;

/**
 * A response of the store.
 *
 * @param client as in the request
 * @param sequence as in the request
 */
record KvResponse(long client, long sequence, Status status, long value, long previous) {}
