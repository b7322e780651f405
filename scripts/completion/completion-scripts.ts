/** What each shell does with {@link completionCore}, by the shell's name. */
export const completionScripts = {
  bash: (
    core: string,
  ): string => `# Completion of ikctl for bash, made by \`ikctl completion bash\`.
${core}
_ikctl() {
  local current=\${COMP_WORDS[COMP_CWORD]} line
  COMPREPLY=()
  if [ "$current" = = ]; then
    # A file follows the equals sign of a value, a value that of an option.
    case \${COMP_WORDS[COMP_CWORD-1]} in -*) current='' ;; *) return ;; esac
  fi
  while IFS= read -r line; do
    line=\${line%%$'\\t'*}
    if [ "\${line#"$current"}" != "$line" ] || [ -z "$current" ]; then COMPREPLY+=("$line"); fi
  done < <(__ikctl "\${COMP_WORDS[@]:1:COMP_CWORD-1}" "$current")
}
complete -o default -F _ikctl ikctl
`,
  zsh: (core: string): string => `#compdef ikctl
# Completion of ikctl for zsh, made by \`ikctl completion zsh\`.
${core}
_ikctl() {
  local -a candidates
  local said files
  said=$(__ikctl "\${(@)words[2,CURRENT-1]}" "\${words[CURRENT]}")
  files=$?
  candidates=("\${(@f)said}")
  candidates=("\${(@)candidates/$'\\t'/:}")
  if [[ -n $said ]]; then _describe ikctl candidates; fi
  if (( files )); then _files; fi
}
compdef _ikctl ikctl
`,
  fish: (
    core: string,
  ): string => `# Completion of ikctl for fish, made by \`ikctl completion fish\`.
set -g __ikctl_core '${core.replace(/[\\']/g, '\\$&')}
__ikctl "$@"'

function __ikctl_complete
    set -l words (commandline -opc) (commandline -ct)
    sh -c $__ikctl_core ikctl $words[2..-1]
    or __fish_complete_path (commandline -ct)
end
complete -c ikctl -f -a '(__ikctl_complete)'
`,
} satisfies Record<string, (core: string) => string>
