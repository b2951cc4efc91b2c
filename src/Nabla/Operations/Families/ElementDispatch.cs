namespace Nabla.Operations;

/// <summary>Something done for one element type.</summary>
internal interface IForElements
{
    /// <summary>Does it for elements of type <typeparamref name="T"/>.</summary>
    void Run<T>()
        where T : unmanaged;
}

/// <summary>From the element type of a tensor to the C# type of its elements.</summary>
internal static class ElementDispatch
{
    /// <summary>Runs the action for any type but text.</summary>
    internal static void Run<A>(ElementType type, ref A action)
        where A : struct, IForElements, allows ref struct
    {
        switch (type)
        {
            case ElementType.Bool:
                action.Run<bool>();
                break;
            case ElementType.UInt8:
                action.Run<byte>();
                break;
            case ElementType.Int8:
                action.Run<sbyte>();
                break;
            case ElementType.UInt16:
                action.Run<ushort>();
                break;
            case ElementType.Int16:
                action.Run<short>();
                break;
            case ElementType.UInt32:
                action.Run<uint>();
                break;
            case ElementType.Int32:
                action.Run<int>();
                break;
            case ElementType.UInt64:
                action.Run<ulong>();
                break;
            case ElementType.Int64:
                action.Run<long>();
                break;
            case ElementType.Float16:
                action.Run<Half>();
                break;
            case ElementType.BFloat16:
                action.Run<BFloat16>();
                break;
            case ElementType.Float32:
                action.Run<float>();
                break;
            case ElementType.Float64:
                action.Run<double>();
                break;
            case ElementType.Complex64:
                action.Run<Complex64>();
                break;
            case ElementType.Complex128:
                action.Run<System.Numerics.Complex>();
                break;
            default:
                throw new ElementTypeException("Tensor of text: this operation is for numbers. Convert the text first.");
        }
    }
}
