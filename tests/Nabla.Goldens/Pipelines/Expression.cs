using System.Globalization;
using Nabla.Goldens.Cases;
using Nabla.Goldens.Ops;

namespace Nabla.Goldens.Pipelines;

/// <summary>A function of a pipeline as a case writes it: <c>x -> x*2+1</c>, <c>(x, y) -> (x + y, x)</c>. Values are tensors, numbers, texts, lists (tuples) and dictionaries.</summary>
sealed class Expression
{
    static readonly string[] marks = ["->", "//", "**", "==", "!=", "<=", ">=", "+", "-", "*", "/", "%", "<", ">", "&", "|", "~", "(", ")", "[", "]", "{", "}", ",", ":", "."];

    readonly List<string> tokens = [];
    readonly List<string> names = [];
    readonly int body;
    Dictionary<string, object?> scope = [];
    int at;

    public Expression(string text)
    {
        for (var i = 0; i < text.Length;)
        {
            if (char.IsWhiteSpace(text[i]))
            {
                i++;
                continue;
            }
            var start = i;
            if (text[i] == '"') i = text.IndexOf('"', i + 1) + 1;
            else if (char.IsAsciiDigit(text[i])) while (i < text.Length && (char.IsAsciiDigit(text[i]) || text[i] == '.')) i++;
            else if (char.IsLetter(text[i])) while (i < text.Length && (char.IsLetterOrDigit(text[i]) || text[i] == '_')) i++;
            else i += (Array.Find(marks, mark => string.CompareOrdinal(text, start, mark, 0, mark.Length) == 0) ?? throw new BindingException($"the function '{text}' has '{text[i]}'")).Length;
            tokens.Add(text[start..i]);
        }
        body = tokens.IndexOf("->") + 1;
        names.AddRange(tokens.Take(body - 1).Where(token => char.IsLetter(token[0])));
    }

    /// <summary>Calls the function: an argument a name; one name takes the whole element.</summary>
    public object? Call(params IReadOnlyList<object?> arguments)
    {
        if (arguments is [List<object?> tuple] && names.Count == tuple.Count && names.Count > 1) arguments = tuple;
        if (arguments.Count != names.Count) throw new BindingException($"the function takes {names.Count} arguments, and {arguments.Count} came");
        scope = names.Zip(arguments).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
        at = body;
        return Binary(0);
    }

    static readonly string[][] levels = [["|"], ["&"], ["==", "!=", "<", "<=", ">", ">="], ["+", "-"], ["*", "/", "//", "%"]];

    object? Binary(int level)
    {
        if (level == levels.Length) return Unary();
        var value = Binary(level + 1);
        while (at < tokens.Count && levels[level].Contains(tokens[at])) value = Apply(tokens[at++], value, Binary(level + 1));
        return value;
    }

    object? Unary()
    {
        if (Take("-")) return Unary() switch { long x => -x, double x => -x, var x => OpTable.Invoke("negative", x) };
        if (Take("~")) return OpTable.Invoke("logical_not", Unary());
        var value = Postfix();
        return Take("**") ? Apply("**", value, Unary()) : value;
    }

    object? Postfix()
    {
        var value = Atom();
        while (at < tokens.Count && tokens[at] is "[" or ".")
        {
            if (tokens[at] == ".") throw new NotSupportedNameException("data sets inside a function");
            at++;
            value = Item(value);
        }
        return value;
    }

    object? Item(object? value)
    {
        object? start = Next(":") ? null : Binary(0);
        if (!Take(":"))
        {
            Need("]");
            return value switch
            {
                List<object?> list => list[(int)(long)start!],
                Dictionary<string, object?> map => map[(string)start!],
                _ => OpTable.Invoke("get_item", value, new GoldenIndex([start])),
            };
        }
        object? end = Next("]") ? null : Binary(0);
        Need("]");
        return OpTable.Invoke("get_item", value, new GoldenIndex([new Dictionary<string, object?>(StringComparer.Ordinal) { ["slice"] = new List<object?> { start, end } }]));
    }

    object? Atom()
    {
        var token = tokens[at++];
        if (token[0] == '"') return token[1..^1];
        if (char.IsAsciiDigit(token[0])) return token.Contains('.') ? double.Parse(token, CultureInfo.InvariantCulture) : (object)long.Parse(token, CultureInfo.InvariantCulture);
        if (token == "(") return Items(")", out var hasComma) is [var only] && !hasComma ? only : last;
        if (token == "[") return Items("]", out _);
        if (token == "{") return Fields();
        if (Take("(")) return Function(token, Items(")", out _));
        return scope.TryGetValue(token, out var value) ? value : throw new BindingException($"the function has an unknown name '{token}'");
    }

    List<object?> last = [];

    List<object?> Items(string close, out bool hasComma)
    {
        var items = new List<object?>();
        hasComma = false;
        while (!Take(close))
        {
            items.Add(Binary(0));
            if (Take(",")) hasComma = true;
        }
        return last = items;
    }

    Dictionary<string, object?> Fields()
    {
        var fields = new Dictionary<string, object?>(StringComparer.Ordinal);
        while (!Take("}"))
        {
            var key = tokens[at++][1..^1];
            Need(":");
            fields[key] = Binary(0);
            Take(",");
        }
        return fields;
    }

    static object? Function(string name, List<object?> a) => name switch
    {
        "cast" => OpTable.Invoke("cast", a[0], a[1]),
        "sum" or "mean" or "max" or "min" => OpTable.Invoke(name, [.. a]),
        "size" => Tensor.Constant((int)((Tensor)a[0]!).Size),
        "shape" => Tensor.Constant((Array)((Tensor)a[0]!).Shape.ToArray().Select(length => (int)length).ToArray()),
        "reshape" => OpTable.Invoke("reshape", a[0], a[1]),
        "reverse" => OpTable.Invoke("flip", a[0], a[1]),
        "concat" => OpTable.Invoke("concatenate", a[0], a[1]),
        "stack" => OpTable.Invoke("stack", [a[0]]),
        "square" or "sqrt" or "abs" or "exp" => OpTable.Invoke(name, a[0]),
        "where" => OpTable.Invoke("where", a[0], a[1], a[2]),
        "one_hot" => OpTable.Invoke("one_hot", a[0], a[1]),
        "fill" => OpTable.Invoke("full", a[0], a[1]),
        "const" => ((Tensor)Arguments.ToTensor(a[0])!).Cast(ElementType.FromName((string)a[1]!)),
        _ => throw new NotSupportedNameException($"the function {name} in pipelines"),
    };

    static object? Apply(string op, object? a, object? b)
    {
        if (a is not Tensor && b is Tensor right) a = OpTable.Invoke("add", OpTable.Invoke("multiply", right, 0L), a);
        var name = op switch
        {
            "+" => "add",
            "-" => "subtract",
            "*" => "multiply",
            "/" => "divide",
            "//" => "floor_divide",
            "%" => "mod",
            "**" => "power",
            "==" => "equal",
            "!=" => "not_equal",
            "<" => "less",
            "<=" => "less_equal",
            ">" => "greater",
            ">=" => "greater_equal",
            "&" => "logical_and",
            _ => "logical_or",
        };
        return OpTable.Invoke(name, a, b);
    }

    bool Next(string token) => at < tokens.Count && tokens[at] == token;

    bool Take(string token)
    {
        if (!Next(token)) return false;
        at++;
        return true;
    }

    void Need(string token)
    {
        if (!Take(token)) throw new BindingException($"the function lacks '{token}'");
    }
}
