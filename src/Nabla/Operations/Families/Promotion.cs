namespace Nabla.Operations;

/// <summary>How a C# number meets a tensor in a named function.</summary>
internal static class Promotion
{
    /// <summary>Both operands; beside a number the tensor changes as in Keras: whole numbers become float32 beside a real one, truth values int32 beside a whole one.</summary>
    /// <remarks>Two tensors stay as they are: differing types are refused by the op.</remarks>
    internal static (Tensor X, Tensor Y) Of(string op, Tensor x, Operand y)
    {
        if (y.Tensor is { } tensor)
        {
            return (x, tensor);
        }

        var type = y.TypeBeside(x.ElementType);
        return (x.Cast(type), y.ToTensor(op, type));
    }

    /// <summary>Both operands, where Keras makes a tensor of a number before it promotes: a whole number counts as int32, and lifts what is shorter.</summary>
    internal static (Tensor X, Tensor Y) OfArrays(string op, Tensor x, Operand y)
    {
        if (y.Tensor is { } tensor)
        {
            return (x, tensor);
        }

        var type = x.ElementType switch
        {
            ElementType.UInt8 or ElementType.Int8 or ElementType.UInt16 or ElementType.Int16 => ElementType.Int32,
            ElementType.UInt32 => ElementType.Int64,
            var own => own,
        };
        return (x.Cast(type), y.ToTensor(op, type));
    }
}
