using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using Xunit;

namespace Nabla.Tests.Rules;

public sealed class LayeringRules
{
    /// <summary>From top to bottom: a folder uses only those above it and those beside it.</summary>
    static readonly string[][] House =
    [
        ["Lanes"],
        ["Kernels"],
        ["Files"],
        ["Tensors"],
        ["Operations"],
        ["Autodiff"],
        ["Initializers", "Regularizers", "Constraints", "Schedules"],
        ["Losses", "Metrics", "Optimizers"],
        ["Compilation"],
        ["Graphs"],
        ["Layers"],
        ["Formats"],
        ["Images"],
        ["Data"],
        ["Summaries"],
        ["Models"],
    ];

    static readonly OpCode[] OneByte = new OpCode[256];
    static readonly OpCode[] TwoBytes = new OpCode[256];

    static LayeringRules()
    {
        foreach (var field in typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static))
        {
            var code = (OpCode)field.GetValue(null)!;
            (code.Size == 1 ? OneByte : TwoBytes)[code.Value & 0xFF] = code;
        }
    }

    [Fact]
    public void Every_folder_of_the_library_has_its_place_in_the_house()
    {
        var folders = SourceTree.Files("src/Nabla").Select(p => p.Split('/')).Where(p => p.Length > 3).Select(p => p[2]).Distinct();
        Assert.Empty(folders.Except(House.SelectMany(f => f)));
    }

    [Fact]
    public void No_method_uses_a_folder_below_its_own()
    {
        var assembly = typeof(Tensor).Assembly;
        var folders = FoldersOfMethods(assembly);
        var up = new SortedSet<string>(StringComparer.Ordinal);
        var seen = new HashSet<(string, string)>();
        foreach (var method in assembly.GetTypes().SelectMany(t => t.GetMembers(All)).OfType<MethodBase>())
        {
            if (!folders.TryGetValue(method.MetadataToken, out string? from))
            {
                continue;
            }

            foreach (var used in References(method))
            {
                string? to = used is MethodBase m && folders.TryGetValue(m.MetadataToken, out string? place) ? place : Home(used as Type ?? used.DeclaringType, folders);
                if (to is not null)
                {
                    seen.Add((from, to));
                }

                if (to is not null && Floor(to) > Floor(from))
                {
                    up.Add($"{from} uses {to}: {method.DeclaringType?.Name}.{method.Name} → {(used as Type ?? used.DeclaringType)?.Name}");
                }
            }
        }

        Assert.Contains(("Models", "Layers"), seen);
        Assert.Contains(("Operations", "Kernels"), seen);
        Assert.Empty(up);
    }

    const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    static int Floor(string folder) => Array.FindIndex(House, f => f.Contains(folder));

    /// <summary>The folder of each method's source file, by metadata token.</summary>
    static Dictionary<int, string> FoldersOfMethods(Assembly assembly)
    {
        using var stream = File.OpenRead(Path.ChangeExtension(assembly.Location, ".pdb"));
        using var provider = MetadataReaderProvider.FromPortablePdbStream(stream);
        var reader = provider.GetMetadataReader();
        var result = new Dictionary<int, string>();
        foreach (var handle in reader.MethodDebugInformation)
        {
            var information = reader.GetMethodDebugInformation(handle);
            var document = information.Document.IsNil ? information.GetSequencePoints().Select(p => p.Document).FirstOrDefault() : information.Document;
            if (document.IsNil)
            {
                continue;
            }

            string path = reader.GetString(reader.GetDocument(document).Name).Replace('\\', '/');
            int at = path.LastIndexOf("src/Nabla/", StringComparison.Ordinal);
            string[] parts = at < 0 ? [] : path[(at + "src/Nabla/".Length)..].Split('/');
            if (parts.Length > 1 && parts[0] != "obj")
            {
                result[MetadataTokens.GetToken(handle.ToDefinitionHandle())] = parts[0];
            }
        }

        return result;
    }

    /// <summary>The folder of a type: where its first method with a source lies.</summary>
    static string? Home(Type? type, Dictionary<int, string> folders)
    {
        if (type is null || type.Assembly != typeof(Tensor).Assembly || type == typeof(Tensor) || type == typeof(Variable))
        {
            return null;
        }

        type = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        foreach (var method in type.GetMembers(All).OfType<MethodBase>())
        {
            if (folders.TryGetValue(method.MetadataToken, out string? folder))
            {
                return folder;
            }
        }

        return null;
    }

    /// <summary>Types and methods of the library that a method's body names.</summary>
    static IEnumerable<MemberInfo> References(MethodBase method)
    {
        byte[]? code;
        try
        {
            code = method.GetMethodBody()?.GetILAsByteArray();
        }
        catch (InvalidOperationException)
        {
            yield break;
        }

        var typeArguments = method.DeclaringType?.IsGenericType == true ? method.DeclaringType.GetGenericArguments() : null;
        var methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (int at = 0; code is not null && at < code.Length;)
        {
            var operation = code[at] == 0xFE ? TwoBytes[code[at + 1]] : OneByte[code[at]];
            at += operation.Size;
            switch (operation.OperandType)
            {
                case OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok:
                    if (Resolve(method.Module, BitConverter.ToInt32(code, at), typeArguments, methodArguments) is { } member && (member.Module.Assembly == typeof(Tensor).Assembly))
                    {
                        yield return member is MethodInfo { IsGenericMethod: true } generic ? generic.GetGenericMethodDefinition() : member;
                    }

                    at += 4;
                    break;
                case OperandType.InlineSwitch:
                    at += 4 + (4 * BitConverter.ToInt32(code, at));
                    break;
                case OperandType.InlineNone:
                    break;
                case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar:
                    at += 1;
                    break;
                case OperandType.InlineVar:
                    at += 2;
                    break;
                case OperandType.InlineI8 or OperandType.InlineR:
                    at += 8;
                    break;
                default:
                    at += 4;
                    break;
            }
        }
    }

    static MemberInfo? Resolve(Module module, int token, Type[]? typeArguments, Type[]? methodArguments)
    {
        try
        {
            return module.ResolveMember(token, typeArguments, methodArguments);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
