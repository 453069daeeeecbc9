"""Definitions: JSONata, for which moto brings no engine; texts with escapes; paths to one value; several at once."""

import json
import re

from jsonata import Jsonata
from moto.stepfunctions.parser.asl.antlt4utils import antlr4utils
from moto.stepfunctions.parser.asl.component.common.assign.assign_template_value_terminal import (
    AssignTemplateValueTerminalLit,
)
from moto.stepfunctions.parser.asl.jsonata import jsonata
from moto.stepfunctions.parser.asl.parse.preprocessor import Preprocessor
from moto.stepfunctions.parser.asl.utils import json_path

from . import replace

#: Members and items by their names and numbers alone.
ONE_VALUE = re.compile(r"\$(\.[\w-]+|\['[^']*'\]|\[\d+\])*")


def evaluate(expression):
    try:
        return json.loads(json.dumps(Jsonata(expression).evaluate(None)))
    except Exception as error:
        raise jsonata.JSONataException("UNKNOWN", str(error)) from error


def declarations(bindings):
    """Variables stand before an expression as text, in which a string is quoted."""
    return "".join(f"{name}:={json.dumps(value, default=str)};" for name, value in bindings.items())


def text_of(parser_rule_context):
    text = parser_rule_context.getText()
    return json.loads(text) if text.startswith('"') else text


def assigned_text(self, context):
    return AssignTemplateValueTerminalLit(value=text_of(context.string_literal()))


def one_value(extract):
    def found(path, data):
        value = extract(path, data)
        if not ONE_VALUE.fullmatch(path):
            return value
        matches = json_path.parse(path).find(data)
        return matches[0].value

    return found


def own_scopes(self):
    """Definitions are read side by side: what is known of one's languages must not be known to all."""
    self._query_language_per_scope = []


def mend():
    Preprocessor.__init__ = own_scopes
    replace(jsonata, "eval_jsonata_expression", evaluate)
    replace(jsonata, "encode_jsonata_variable_declarations", declarations)
    replace(antlr4utils, "from_string_literal", text_of)
    replace(json_path, "extract_json", one_value(json_path.extract_json))
    Preprocessor.visitAssign_template_value_terminal_string_literal = assigned_text
