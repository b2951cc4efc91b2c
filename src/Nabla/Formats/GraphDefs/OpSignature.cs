using Nabla.Formats.Protobuf;
using Nabla.Formats.TensorFlow;

namespace Nabla.Formats.GraphDefs;

/// <summary>What an op type takes and gives, written <c>N*T, axis -> T</c>.</summary>
/// <remarks>A word that is no element type is the attribute that holds one; <c>N*T</c> are N tensors, <c>T[]</c> a tensor for each type of a list, <c>&amp;T</c> a variable itself; <c>=</c> gives the type where the attribute is absent.</remarks>
sealed record OpSignature(OpArgument[] Inputs, OpArgument[] Outputs)
{
    public static OpSignature Parse(string text)
    {
        var sides = text.Split("->");
        return new(Side(sides[0]), Side(sides[1]));
    }

    /// <summary>That of a function.</summary>
    public static OpSignature Of(OpDef function)
    {
        OpArgument[] Side(IEnumerable<OpDef.Types.ArgDef> arguments) => [.. arguments.Select(argument => new OpArgument(
            argument.Name,
            argument.TypeListAttr.Length > 0 ? argument.TypeListAttr : argument.TypeAttr.Length > 0 ? argument.TypeAttr : DataTypes.NameOf(argument.Type),
            argument.NumberAttr.Length > 0 ? argument.NumberAttr : null,
            argument.TypeListAttr.Length > 0,
            false,
            DataType.DtInvalid))];
        return new(Side(function.InputArg), Side(function.OutputArg));
    }

    static OpArgument[] Side(string text) => [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(OpArgument.Parse)];
}
