import type { Candidates, CompletionTable } from './completion-table.ts'

/**
 * A function for any POSIX shell: `__ikctl WORD... CURRENT` prints what may stand in place of the last
 * word, a line each, with its description behind a tab; it returns 1 when that may be a file. Names of
 * environments, tenants and key pairs are those of the folder; no process but `sed` is started.
 */
export function completionCore(table: CompletionTable): string {
  const cases = [...table].map(
    ([place, candidates]) => `    ${quote(place)}) values=${quote(print(candidates))} ;;`,
  )
  return `__ikctl_table() {
  values=''
  case $1 in
${cases.join('\n')}
  esac
}

# A name that is none could be a command for the shell: it is not offered.
__ikctl_name() {
  case $1 in -* | *[!a-z0-9-]*) ;; *) printf '%s\\t%s\\n' "$1" "$2" ;; esac
}

__ikctl() {
  if [ -n "\${ZSH_VERSION:-}" ]; then emulate -L sh; fi
  local command='' directory=. option='' environment='' position=0 file='' values='' word entry
  while [ $# -gt 1 ]; do
    word=$1
    shift
    # bash makes three words of a=b.
    if [ "$word" = = ]; then
      if [ -z "$option" ]; then file=1; fi
      continue
    fi
    if [ -n "$file" ]; then
      file=''
      continue
    fi
    if [ -n "$option" ]; then
      if [ "$option" = -C ]; then directory=$word; fi
      option=''
      continue
    fi
    case $word in
      -*=*) ;;
      -*)
        __ikctl_table "value\${command} $word"
        if [ -n "$values" ]; then option=$word; fi
        ;;
      *)
        if [ "$position" = 0 ]; then __ikctl_table "commands$command"; else values=''; fi
        case "
$values" in
          *"
$word	"*) command="$command $word" ;;
          *)
            position=$((position + 1))
            if [ "$position" = 1 ]; then environment=$word; fi
            ;;
        esac
        ;;
    esac
  done
  if [ -n "$file" ]; then return 1; fi
  if [ -n "$option" ]; then
    case $1 in *=*) return 1 ;; esac
    __ikctl_table "value$command $option"
  else
    case $1 in
      -*) __ikctl_table "options$command" ;;
      *)
        if [ "$position" = 0 ]; then
          __ikctl_table "commands$command"
          printf '%s' "$values"
        fi
        __ikctl_table "argument$command $((position + 1))"
        if [ -z "$values" ]; then __ikctl_table "argument$command more"; fi
        ;;
    esac
  fi
  case $values in
    @environment | @environment-or-file)
      for entry in "$directory"/config/*/; do
        entry=\${entry%/}
        if [ -d "$entry" ]; then __ikctl_name "\${entry##*/}" environment; fi
      done
      if [ "$values" = @environment-or-file ]; then return 1; fi
      ;;
    @tenant)
      for entry in "$directory/config/$environment/tenants"/*.yaml; do
        entry=\${entry%.yaml}
        if [ -f "$entry.yaml" ]; then __ikctl_name "\${entry##*/}" tenant; fi
      done
      ;;
    @key-pair)
      entry=$directory/config/$environment/key-pairs.yaml
      if [ -f "$entry" ]; then
        sed -n 's/^  "\\{0,1\\}\\([a-z0-9-]\\{1,\\}\\)"\\{0,1\\}:.*/\\1	key pair/p' "$entry"
      fi
      ;;
    @file) return 1 ;;
    @none) ;;
    *) printf '%s' "$values" ;;
  esac
}
`
}

// --- internal ---

/** Words by line, or the name of a kind that the folder knows. */
function print(candidates: Candidates): string {
  if (typeof candidates === 'string') return `@${candidates}`
  return candidates
    .map(({ name, description }) => `${name}\t${description.replace(/\s+/g, ' ')}\n`)
    .join('')
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
