using System.Text.Json;
using Nabla.Goldens.Cases;

namespace Nabla.Goldens.Ops;

/// <summary>A call as Python writes it, such as <c>sum(x, axis=None, keepdims=False)</c>: names, order and defaults of the arguments. <c>*x</c> takes the rest, <c>**x</c> other keywords.</summary>
sealed class Signature
{
    readonly List<(string Name, bool HasDefault, object? Default, bool IsRest, bool IsKeywords)> parameters = [];

    public Signature(string text)
    {
        var open = text.IndexOf('(');
        if (open < 1 || text[^1] != ')') throw new ArgumentException($"'{text}' is no signature such as sum(x, axis=None).", nameof(text));
        Name = text[..open];
        foreach (var part in Parts(text[(open + 1)..^1]))
        {
            var equal = part.IndexOf('=');
            var name = (equal < 0 ? part : part[..equal]).Trim();
            parameters.Add((name.TrimStart('*'), equal >= 0, equal < 0 ? null : Literal(part[(equal + 1)..]), name.StartsWith('*') && !name.StartsWith("**", StringComparison.Ordinal), name.StartsWith("**", StringComparison.Ordinal)));
        }
    }

    /// <summary>Name of the function.</summary>
    public string Name { get; }

    /// <summary>Puts arguments to the names of the signature.</summary>
    public Call Bind(IReadOnlyList<object?> arguments, IReadOnlyDictionary<string, object?> keywords)
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        var given = new HashSet<string>(StringComparer.Ordinal);
        var at = 0;
        foreach (var parameter in parameters)
        {
            if (parameter.IsRest)
            {
                values[parameter.Name] = arguments.Skip(at).ToList();
                at = arguments.Count;
            }
            else if (parameter.IsKeywords)
            {
                values[parameter.Name] = keywords.Where(pair => !parameters.Exists(p => p.Name == pair.Key)).ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
            }
            else if (at < arguments.Count)
            {
                values[parameter.Name] = arguments[at++];
                given.Add(parameter.Name);
            }
            else if (keywords.TryGetValue(parameter.Name, out var value))
            {
                values[parameter.Name] = value;
                if (!parameter.HasDefault || !Equals(value, parameter.Default)) given.Add(parameter.Name);
            }
            else if (parameter.HasDefault)
            {
                values[parameter.Name] = parameter.Default;
            }
            else
            {
                throw new BindingException($"{Name}: the argument '{parameter.Name}' is missing");
            }
        }
        if (at < arguments.Count) throw new BindingException($"{Name}: the row takes {at} arguments, and {arguments.Count} are given");
        foreach (var keyword in keywords.Keys)
        {
            if (!parameters.Exists(parameter => parameter.Name == keyword || parameter.IsKeywords)) throw new BindingException($"{Name}: the row has no argument '{keyword}'");
        }
        return new Call(Name, values, given, [.. arguments, .. keywords.Values]);
    }

    static IEnumerable<string> Parts(string text)
    {
        var (depth, start) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '(' or '[') depth++;
            if (text[i] is ')' or ']') depth--;
            if (text[i] != ',' || depth > 0) continue;
            yield return text[start..i];
            start = i + 1;
        }
        if (text[start..].Trim().Length > 0) yield return text[start..];
    }

    static object? Literal(string text)
    {
        var json = text.Trim().Replace("None", "null").Replace("True", "true").Replace("False", "false").Replace('\'', '"').Replace('(', '[').Replace(')', ']');
        using var document = JsonDocument.Parse(json);
        return new GoldenReader("", new Dictionary<string, Formats.NpyArray>(StringComparer.Ordinal)).Read(document.RootElement);
    }
}
