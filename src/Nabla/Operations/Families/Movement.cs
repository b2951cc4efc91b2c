using System.Runtime.InteropServices;
using Nabla.Kernels;

namespace Nabla.Operations;

/// <summary>Something that only moves elements, so that it need not know what they are.</summary>
internal interface IMovement
{
    /// <summary>Reads <paramref name="x"/> and writes the row-major result <paramref name="y"/>.</summary>
    void Run<T>(View<T> x, Span<T> y);
}

/// <summary>Movements of elements: one body for each size of element, and one for text.</summary>
internal static class Movement
{
    /// <summary>Moves from a tensor of any strides to a contiguous one that starts its memory.</summary>
    internal static void Run<M>(Tensor x, Tensor y, M movement)
        where M : struct, IMovement, allows ref struct
    {
        switch (x.ElementType.Size)
        {
            case 0:
                movement.Run(new View<string>(((TextStorage)x.Storage).Values, x.Offset, x.Shape.Lengths, x.Strides), ((TextStorage)y.Storage).Values);
                break;
            case 1:
                movement.Run(Bits<byte>(x), Bits<byte>(y).Storage);
                break;
            case 2:
                movement.Run(Bits<ushort>(x), Bits<ushort>(y).Storage);
                break;
            case 4:
                movement.Run(Bits<uint>(x), Bits<uint>(y).Storage);
                break;
            case 8:
                movement.Run(Bits<ulong>(x), Bits<ulong>(y).Storage);
                break;
            default:
                movement.Run(Bits<UInt128>(x), Bits<UInt128>(y).Storage);
                break;
        }

        GC.KeepAlive(x);
        GC.KeepAlive(y);
    }

    /// <summary>Copies the elements of a tensor into a strided window of another's memory, stretching them by NumPy's rule.</summary>
    internal static void Into(Tensor x, Tensor window)
    {
        var strides = Broadcasting.Strides(x.Shape, x.Strides, window.Shape);
        Run(x.View(window.Shape, x.Offset, strides), window, new Placement(window));
    }

    /// <summary>Sets every element to zero, false or empty text.</summary>
    internal static void Clear(Tensor y) => Run(y, y, default(Zeros));

    /// <summary>The first element, as a movement of tensors of this type sees it.</summary>
    internal static T First<T>(Tensor x) => typeof(T) == typeof(string) ? (T)(object)x.Texts()[0]
        : typeof(T) == typeof(byte) ? (T)(object)First(Bits<byte>(x)) : typeof(T) == typeof(ushort) ? (T)(object)First(Bits<ushort>(x))
        : typeof(T) == typeof(uint) ? (T)(object)First(Bits<uint>(x)) : typeof(T) == typeof(ulong) ? (T)(object)First(Bits<ulong>(x))
        : (T)(object)First(Bits<UInt128>(x));

    static T First<T>(View<T> x) => x.Storage[(int)x.Offset];

    static View<T> Bits<T>(Tensor x)
        where T : unmanaged => new(MemoryMarshal.Cast<byte, T>(x.Storage.Bytes), x.Offset, x.Shape.Lengths, x.Strides);

    readonly struct Placement(Tensor window) : IMovement
    {
        public void Run<T>(View<T> x, Span<T> y) => Copy.Run(x, new View<T>(y, window.Offset, window.Shape.Lengths, window.Strides));
    }

    readonly struct Zeros : IMovement
    {
        public void Run<T>(View<T> x, Span<T> y)
        {
            if (typeof(T) == typeof(string))
            {
                y.Fill((T)(object)string.Empty);
            }
            else
            {
                y.Clear();
            }
        }
    }
}
