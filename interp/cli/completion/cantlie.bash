# SPDX-License-Identifier: Apache-2.0
# bash completion for cantlie. What can be completed is read from the program's
# own help, so that it never lags behind the program.

# The commands: _cantlie_commands PROGRAM
_cantlie_commands() {
    "$1" help 2>/dev/null |
        awk '/^Commands$/ { on = 1; next } /^$/ { on = 0 } on { print $1 }'
}

# The lines "OPTION ARGUMENT help", of some "OPTION[=ARGUMENT] help", of a
# command: _cantlie_options PROGRAM COMMAND
_cantlie_options() {
    "$1" "$2" --help 2>/dev/null |
        awk '/^Options$/ { on = 1; next } /^$/ { on = 0 } on'
}

# The words for an option's argument, from "text (the start), json or csv".
_cantlie_choices() {
    sed 's/^ *[^ ]* *[^ ]* *//; s/([^)]*)//g; s/ or /,/g' | tr ',' '\n' |
        tr -d ' ' | grep -x '[a-z-]*'
}

_cantlie() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}
    local program=${COMP_WORDS[0]} command=${COMP_WORDS[1]-} options line
    COMPREPLY=()
    type "$program" >/dev/null 2>&1 || program=cantlie
    if ((COMP_CWORD == 1)); then
        mapfile -t COMPREPLY < <(compgen -W \
            "$(_cantlie_commands "$program") help --help --version --sandbox" -- "$word")
        return
    fi
    if [ "$command" = help ]; then
        mapfile -t COMPREPLY < <(compgen -W \
            "$(_cantlie_commands "$program")" -- "$word")
        return
    fi
    options=$(_cantlie_options "$program" "$command")
    # bash takes --format=json for three words.
    [ "$word" = = ] && word=
    [ "$before" = = ] && before=${COMP_WORDS[COMP_CWORD-2]}
    line=$(grep -E "^ *$before [A-Z]" <<<"$options")
    case $line in
    *' FORMAT '*)
        mapfile -t COMPREPLY < <(compgen -W \
            "$(_cantlie_choices <<<"$line")" -- "$word")
        return ;;
    *' FILE '* | *' RULES '* | '') ;;
    *) compopt +o default; return ;; # a day, a number, a name: typed
    esac
    if [ -z "$line" ] && [[ $word == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W \
            "$(awk '{ sub(/\[.*/, "", $1); print $1 }' <<<"$options")" -- \
            "$word")
    fi
}

complete -o default -F _cantlie cantlie
