namespace Nabla;

/// <summary>The members of <see cref="Tensor"/> that make tensors of C# values, in a given element type.</summary>
public static class ConvertToTensorOperation
{
    extension(Tensor)
    {
        /// <summary>A tensor of a number, a truth value, a string, a C# array, or a tensor.</summary>
        /// <param name="value">What the tensor holds; the elements of an array are copied.</param>
        /// <param name="elementType">Type of the elements; the values' own by default.</param>
        public static Tensor ConvertToTensor<T>(T value, ElementType? elementType = null)
            where T : notnull
        {
            var x = Tensor.Constant(value);
            return elementType is { } type && type != x.ElementType ? x.Cast(type) : x;
        }

        /// <inheritdoc cref="ConvertToTensor{T}(T, ElementType?)"/>
        public static Tensor Array<T>(T value, ElementType? elementType = null)
            where T : notnull => Tensor.ConvertToTensor(value, elementType);
    }
}
