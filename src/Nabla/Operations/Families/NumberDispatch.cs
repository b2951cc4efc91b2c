using System.Numerics;

namespace Nabla.Operations;

/// <summary>Something done for one type of real or whole numbers.</summary>
internal interface IForNumbers
{
    /// <summary>Does it for elements of type <typeparamref name="T"/>.</summary>
    void Run<T>()
        where T : unmanaged, INumber<T>, IMinMaxValue<T>;
}

/// <summary>From the element type of a tensor to the C# type of its numbers; 16-bit floats are taken to float32 before.</summary>
internal static class NumberDispatch
{
    /// <summary>Runs the action for float32, float64 and whole numbers.</summary>
    /// <exception cref="ElementTypeException">The elements are something else.</exception>
    internal static void Run<A>(string op, ElementType type, ref A action)
        where A : struct, IForNumbers, allows ref struct
    {
        switch (type)
        {
            case ElementType.Float32:
                action.Run<float>();
                break;
            case ElementType.Float64:
                action.Run<double>();
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
            default:
                throw new ElementTypeException($"{op}: {type.Name} elements: real or whole numbers are expected. Cast the tensor first.");
        }
    }

    /// <summary>Refuses what is neither real nor whole.</summary>
    internal static ElementType Require(string op, ElementType type) => type.IsFloating || type.IsInteger ? type
        : throw new ElementTypeException($"{op}: {type.Name} elements: real or whole numbers are expected. Cast the tensor first.");
}
