import type {CommandDefinition} from '../command-table.ts';
import {COMMANDS, SUBCOMMANDS} from '../command-table.ts';
import {spellFlag} from '../flags.ts';
import type {Expected} from './choices.ts';
import {expectedOperands, expectedValue} from './choices.ts';
import {EVERYWHERE, flagsOf, valueFlags} from './every-flag.ts';

/**
 * A completion function for bash 4 or later; it starts a process only to ask for the environments. `=` is a word of its own in
 * COMP_WORDS (COMP_WORDBREAKS of the bash manual, "Bash Variables").
 */
export function formatBash(): string {
  return `# bash completion for jobtrack-tui, made by \`jobtrack-tui completion bash\`
_jobtrack_tui() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]}
  local command='' operands=0 i words='' kind=''
  local -a config=()
  if [[ $current == = ]]; then
    current=''
  elif [[ $previous == = ]]; then
    previous=\${COMP_WORDS[COMP_CWORD-2]}
  fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    case \${COMP_WORDS[i]} in
      ${valueFlags().map(spellFlag).join('|')})
        local flag=\${COMP_WORDS[i]}
        [[ \${COMP_WORDS[i+1]} == = ]] && ((i++))
        ((i++))
        [[ $flag == --config && $i -lt $COMP_CWORD ]] && config=(--config "\${COMP_WORDS[i]}")
        ;;
      -*|=) ;;
      ${SUBCOMMANDS.map(({name}) => name).join('|')})
        if [[ -z $command && $operands == 0 ]]; then command=\${COMP_WORDS[i]}; else ((operands++)); fi
        ;;
      *) ((operands++)) ;;
    esac
  done
  case $command:$previous in
${COMMANDS.flatMap(formatValues).join('\n')}
  esac
  if [[ -z $kind && $current == -* ]]; then
    kind=words
    case $command in
${COMMANDS.map(command => `      ${quote(command.name)}) words=${quote([...flagsOf(command), ...EVERYWHERE].map(spellFlag).join(' '))} ;;`).join('\n')}
    esac
  elif [[ -z $kind ]]; then
    case $command:$operands in
${COMMANDS.flatMap(formatOperands).join('\n')}
    esac
  fi
  COMPREPLY=()
  case $kind in
    first) words+=" $("\${COMP_WORDS[0]}" completion environments "\${config[@]}" 2>/dev/null)" ;;
    environment) words=$("\${COMP_WORDS[0]}" completion environments "\${config[@]}" 2>/dev/null) ;;
    file) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- "$current") ;;
    directory) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- "$current") ;;
  esac
  [[ -n $words ]] && mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
  return 0
}
complete -F _jobtrack_tui jobtrack-tui
`;
}

/** One line for each of the command's flags that take a value. */
function formatValues(command: CommandDefinition): string[] {
  return flagsOf(command).flatMap(flag => {
    const expected = expectedValue(command, flag);
    return expected ? [`    ${command.name}:${spellFlag(flag)}) ${formatExpected(expected)} ;;`] : [];
  });
}

function formatOperands(command: CommandDefinition): string[] {
  if (command.name === '')
    return [`      :0) kind=first words=${quote(SUBCOMMANDS.map(({name}) => name).join(' '))} ;;`];
  return expectedOperands(command).map(
    (expected, index) => `      ${command.name}:${index}) ${formatExpected(expected)} ;;`,
  );
}

function formatExpected(expected: Expected): string {
  return expected.kind === 'words'
    ? `kind=words words=${quote(expected.words.join(' '))}`
    : `kind=${expected.kind}`;
}

function quote(text: string): string {
  return `'${text}'`;
}
