using System.Numerics;

namespace Nabla.Kernels;

/// <summary>Work for one element type, called with the arithmetic of that type.</summary>
internal interface INumericTask
{
    void Run<T, TArithmetic>()
        where T : unmanaged
        where TArithmetic : struct, IArithmetic<T>;
}

/// <summary>The element types that kernels compute with.</summary>
internal static class Numeric
{
    /// <summary>Runs the task with the arithmetic of <typeparamref name="T"/>.</summary>
    /// <exception cref="NotSupportedException">T is not an element type of tensors of numbers or truth values.</exception>
    public static void Dispatch<T, TTask>(TTask task)
        where TTask : struct, INumericTask, allows ref struct
    {
        if (typeof(T) == typeof(float))
        {
            task.Run<float, Native<float>>();
        }
        else if (typeof(T) == typeof(double))
        {
            task.Run<double, Native<double>>();
        }
        else if (typeof(T) == typeof(int))
        {
            task.Run<int, Native<int>>();
        }
        else if (typeof(T) == typeof(long))
        {
            task.Run<long, Native<long>>();
        }
        else if (typeof(T) == typeof(bool))
        {
            task.Run<bool, BoolArithmetic>();
        }
        else if (typeof(T) == typeof(byte))
        {
            task.Run<byte, Native<byte>>();
        }
        else if (typeof(T) == typeof(sbyte))
        {
            task.Run<sbyte, Native<sbyte>>();
        }
        else if (typeof(T) == typeof(short))
        {
            task.Run<short, Native<short>>();
        }
        else if (typeof(T) == typeof(ushort))
        {
            task.Run<ushort, Native<ushort>>();
        }
        else if (typeof(T) == typeof(uint))
        {
            task.Run<uint, Native<uint>>();
        }
        else if (typeof(T) == typeof(ulong))
        {
            task.Run<ulong, Native<ulong>>();
        }
        else if (typeof(T) == typeof(Half))
        {
            task.Run<Half, Native<Half>>();
        }
        else if (typeof(T) == typeof(BFloat16))
        {
            task.Run<BFloat16, BFloat16Arithmetic>();
        }
        else if (typeof(T) == typeof(Complex))
        {
            task.Run<Complex, ComplexArithmetic>();
        }
        else if (typeof(T) == typeof(Complex64))
        {
            task.Run<Complex64, Complex64Arithmetic>();
        }
        else
        {
            throw new NotSupportedException($"Kernels: elements of type {typeof(T).Name}: numbers or truth values were expected. Cast the tensor first.");
        }
    }
}
