# SPDX-License-Identifier: Apache-2.0
# fish completion for cantlie. What can be completed is read from the program's
# own help, so that it never lags behind the program.

# The lines below a heading of the help, up to the next blank one.
function __cantlie_section
    awk -v head="$argv[1]" '$0 == head { on = 1; next } /^$/ { on = 0 } on'
end

function __cantlie_commands
    cantlie help 2>/dev/null | __cantlie_section Commands |
        sed 's/^ *\([^ ]*\) *\(.*\)/\1\t\2/'
end

function __cantlie_options
    set -l words (commandline -opc)
    cantlie $words[2] --help 2>/dev/null | __cantlie_section Options |
        sed 's/^ *\([^ []*\)[^ ]* *\(.*\)/\1\t\2/'
end

# The words that may follow an option whose argument is one of a few.
function __cantlie_choices
    set -l words (commandline -opc)
    cantlie $words[2] --help 2>/dev/null | __cantlie_section Options |
        sed -n 's/^ *--format FORMAT *//p' |
        sed 's/([^)]*)//g; s/ or /,/g' | tr ',' '\n' | tr -d ' '
end

complete -c cantlie -n __fish_use_subcommand -f -a '(__cantlie_commands)'
complete -c cantlie -n __fish_use_subcommand -f -a help
complete -c cantlie -n '__fish_seen_subcommand_from help' -f \
    -a '(__cantlie_commands)'
complete -c cantlie -n 'string match -q -- "-*" (commandline -ct)' \
    -f -a '(__cantlie_options)'
complete -c cantlie -n 'test (commandline -opc)[-1] = --format' -f \
    -a '(__cantlie_choices)'
