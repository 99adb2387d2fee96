/** What was sent to a client of AWS: the command's name and input. */
export interface SentCommand {
  readonly name: string;
  readonly input: Record<string, unknown>;
}

/** A client of AWS that keeps what it is sent and answers, or throws, what `answer` says. */
export function anAwsClient<Client>(answer: (command: SentCommand) => unknown) {
  const sent: SentCommand[] = [];
  const send = async (command: { constructor: { name: string }; input: Record<string, unknown> }) => {
    const { name } = command.constructor;
    sent.push({ name, input: command.input });
    return answer({ name, input: command.input });
  };
  return { client: { send } as Client, sent };
}

/** An error as the SDK throws it. */
export function awsError(name: string, status?: number, message = 'canary mia@example.com'): Error {
  return Object.assign(new Error(message), {
    name,
    $metadata: status === undefined ? {} : { httpStatusCode: status },
  });
}
