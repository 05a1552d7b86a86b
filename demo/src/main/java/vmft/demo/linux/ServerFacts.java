package vmft.demo.linux;

/**
 * What the server says of itself and of the connection on which it is asked.
 *
 * @param runId changes with each start of the server
 * @param clientId the server's number for this connection
 * @param connections that it has accepted since its start
 */
public record ServerFacts(String runId, long clientId, long connections) {}
