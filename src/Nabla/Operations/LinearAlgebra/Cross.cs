namespace Nabla;

/// <summary>The cross product.</summary>
public static class CrossOperation
{
    extension(Tensor x)
    {
        /// <summary>x × y of vectors of 3 elements: the vector at right angles to both, as long as the area they span.</summary>
        /// <remarks>A vector of 2 elements lies in the plane, its third is 0; of two such only the third element of the product is given, and the axis goes.
        /// The other axes broadcast.</remarks>
        /// <param name="y">The right side.</param>
        /// <param name="axisX">The axis of x that holds the vectors.</param>
        /// <param name="axisY">The axis of y that does.</param>
        /// <param name="axisResult">Where the vectors of the result lie.</param>
        /// <param name="axis">Where given, all three.</param>
        /// <exception cref="ShapeException">Vectors have other lengths than 2 or 3.</exception>
        public Tensor Cross(Tensor y, int axisX = -1, int axisY = -1, int axisResult = -1, int? axis = null)
        {
            (axisX, axisY, axisResult) = axis is { } one ? (one, one, one) : (axisX, axisY, axisResult);
            Tensor[] a = Parts(x, axisX), b = Parts(y, axisY);
            var third = (a[0] * b[1]) - (a[1] * b[0]);
            if (a.Length == 2 && b.Length == 2)
            {
                return third;
            }

            var first = a.Length == 2 ? a[1] * b[2] : b.Length == 2 ? -(a[2] * b[1]) : (a[1] * b[2]) - (a[2] * b[1]);
            var second = a.Length == 2 ? -(a[0] * b[2]) : b.Length == 2 ? a[2] * b[0] : (a[2] * b[0]) - (a[0] * b[2]);
            return Tensor.Stack([first, second, third], axisResult);
        }
    }

    static Tensor[] Parts(Tensor x, int axis)
    {
        int k = Axes.Normalize("Cross", axis, x.Rank);
        return x.Shape.Lengths[k] is 2 or 3
            ? x.Unstack(k)
            : throw new ShapeException($"Cross: axis {axis} of {x.Shape}: vectors of 2 or 3 elements are expected there. Name the axis that holds them.");
    }
}
