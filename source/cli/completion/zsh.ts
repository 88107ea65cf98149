import type {CommandDefinition} from '../command-table.ts';
import {COMMANDS, SUBCOMMANDS} from '../command-table.ts';
import type {FlagDefinition, FlagName} from '../flags.ts';
import {FLAGS, spellFlag} from '../flags.ts';
import type {Expected} from './choices.ts';
import {expectedOperands, expectedValue} from './choices.ts';
import {EVERYWHERE, flagsOf, valueFlags} from './every-flag.ts';

/** A completion function for zsh 5, to be autoloaded as `_jobtrack-tui` or sourced (zshcompsys(1), `_arguments`). */
export function formatZsh(): string {
  return `#compdef jobtrack-tui
# zsh completion for jobtrack-tui, made by \`jobtrack-tui completion zsh\`
_jobtrack_tui_environments() {
  local -a names config
  local at=\${words[(I)--config]}
  (( at > 0 && at < CURRENT - 1 )) && config=(--config \${(Q)words[at + 1]})
  names=(\${(f)"$(_call_program environments \${(q)words[1]} completion environments \${(q)config} 2>/dev/null)"})
  compadd "$@" -a names
}
_jobtrack_tui_first() {
  local -a commands=(
${SUBCOMMANDS.map(({name, summary}) => `    ${quote(`${name}:${escapeSpecification(summary)}`)}`).join('\n')}
  )
  _describe -t commands command commands
  _jobtrack_tui_environments
}
_jobtrack_tui() {
  local command='' i
  for ((i = 2; i < CURRENT; i++)); do
    case \${words[i]} in
      ${valueFlags().map(spellFlag).join('|')}) ((i++)) ;;
      -*) ;;
      *) command=\${words[i]}; break ;;
    esac
  done
  case $command in
${SUBCOMMANDS.map(command => `    ${command.name}) _arguments '1: :(${command.name})' ${formatArguments(command)} ;;`).join('\n')}
    *) _arguments '1: :_jobtrack_tui_first' ${COMMANDS.filter(({name}) => name === '').map(formatFlags)} ;;
  esac
}
if [[ $funcstack[1] == _jobtrack-tui ]]; then
  _jobtrack_tui "$@"
else
  compdef _jobtrack_tui jobtrack-tui
fi
`;
}

function formatArguments(command: CommandDefinition): string {
  const operands = expectedOperands(command).map((expected, index) =>
    quote(`${index + 2}: :${formatAction(expected)}`),
  );
  return [...operands, formatFlags(command)].join(' ');
}

function formatFlags(command: CommandDefinition): string {
  return [...flagsOf(command), ...EVERYWHERE].map(flag => formatFlag(command, flag)).join(' ');
}

function formatFlag(command: CommandDefinition, flag: FlagName): string {
  const {summary, value = '', isMultiple}: FlagDefinition = FLAGS[flag];
  const expected = expectedValue(command, flag);
  const argument = expected ? `:${escapeSpecification(value)}:${formatAction(expected)}` : '';
  return quote(
    `${isMultiple ? '*' : ''}${spellFlag(flag)}${expected ? '=' : ''}[${escapeSpecification(summary)}]${argument}`,
  );
}

function formatAction(expected: Expected): string {
  switch (expected.kind) {
    case 'words':
      return `(${expected.words.join(' ')})`;
    case 'environment':
      return '_jobtrack_tui_environments';
    case 'file':
      return '_files';
    case 'directory':
      return '_files -/';
    default:
      return ' ';
  }
}

/** In a specification `:` and brackets end a part. */
function escapeSpecification(text: string): string {
  return text.replaceAll(/[:[\]\\]/g, String.raw`\$&`);
}

function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
