using System.Globalization;
using Nabla.Goldens.Cases;
using Nabla.Goldens.Ops;

namespace Nabla.Goldens.Programs;

/// <summary>A formula such as <c>(w*w - 4)^2 / 16 + 0.3*w</c>, computed with tensors; <c>^</c> is power, <c>f(x)</c> an op of that name.</summary>
sealed class Formula
{
    readonly List<string> tokens = [];
    readonly IReadOnlyDictionary<string, Tensor> variables;
    int at;

    Formula(string text, IReadOnlyDictionary<string, Tensor> variables)
    {
        this.variables = variables;
        for (var i = 0; i < text.Length;)
        {
            var start = i;
            if (char.IsWhiteSpace(text[i]))
            {
                i++;
                continue;
            }
            if (char.IsAsciiDigit(text[i]))
            {
                while (i < text.Length && (char.IsAsciiDigit(text[i]) || text[i] == '.' || (text[i] == 'e' && i + 1 < text.Length && (char.IsAsciiDigit(text[i + 1]) || text[i + 1] == '-')) || (text[i] == '-' && text[i - 1] == 'e'))) i++;
            }
            else if (char.IsLetter(text[i]))
            {
                while (i < text.Length && (char.IsLetterOrDigit(text[i]) || text[i] == '_')) i++;
            }
            else
            {
                i++;
            }
            tokens.Add(text[start..i]);
        }
    }

    /// <summary>The value where the variables have these values; numbers take their element type.</summary>
    public static Tensor Value(string text, IReadOnlyDictionary<string, Tensor> variables)
    {
        var formula = new Formula(text, variables);
        var value = formula.Sum();
        if (formula.at < formula.tokens.Count) throw new BindingException($"the formula '{text}' goes on after {formula.at} tokens");
        return value as Tensor ?? throw new BindingException($"the formula '{text}' is a number");
    }

    string? Next => at < tokens.Count ? tokens[at] : null;

    object Sum()
    {
        var value = Product();
        while (Next is "+" or "-")
        {
            var op = tokens[at++] == "+" ? "add" : "subtract";
            value = Apply(op, value, Product());
        }
        return value;
    }

    object Product()
    {
        var value = Power();
        while (Next is "*" or "/")
        {
            var op = tokens[at++] == "*" ? "multiply" : "divide";
            value = Apply(op, value, Power());
        }
        return value;
    }

    object Power()
    {
        if (Next == "-")
        {
            at++;
            return Apply("subtract", 0.0, Power());
        }
        var value = Atom();
        if (Next != "^") return value;
        at++;
        return Apply("power", value, Power());
    }

    object Atom()
    {
        var token = Next ?? throw new BindingException("the formula ends early");
        at++;
        if (token == "(")
        {
            var inner = Sum();
            at++;
            return inner;
        }
        if (char.IsAsciiDigit(token[0])) return double.Parse(token, CultureInfo.InvariantCulture);
        if (Next == "(")
        {
            at++;
            var argument = Sum();
            at++;
            return OpTable.Invoke(token, argument);
        }
        return variables.TryGetValue(token, out var variable) ? variable : throw new BindingException($"the formula has an unknown name '{token}'");
    }

    static object Apply(string op, object a, object b)
    {
        if (a is double x && b is double y)
        {
            return op switch { "add" => x + y, "subtract" => x - y, "multiply" => x * y, "divide" => x / y, _ => Math.Pow(x, y) };
        }
        // A number in front becomes a tensor of the other's type.
        if (a is double number)
        {
            var other = (Tensor)b;
            a = OpTable.Invoke("add", OpTable.Invoke("multiply", other, 0.0), number);
        }
        return OpTable.Invoke(op, a, b);
    }
}
