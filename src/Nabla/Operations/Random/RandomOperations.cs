using Nabla.Operations;

namespace Nabla;

/// <summary>Tensors of random numbers: TensorFlow's stateless generators, for equal seeds the same numbers.</summary>
public static class RandomOperations
{
    extension(Tensor)
    {
        /// <summary>Uniform numbers in [minval, maxval).</summary>
        /// <param name="shape">The shape.</param>
        /// <param name="minval">The least.</param>
        /// <param name="maxval">The first that is too large.</param>
        /// <param name="elementType">A floating type.</param>
        /// <param name="seed">Decides the numbers; the next of the global generator by default.</param>
        public static Tensor RandomUniform(Shape shape, double minval = 0, double maxval = 1, ElementType elementType = ElementType.Float32, int? seed = null) =>
            Scaled(Draw(RandomKind.Uniform, elementType, shape, seed), maxval - minval, minval);

        /// <summary>Normal numbers.</summary>
        /// <param name="shape">The shape.</param>
        /// <param name="mean">Their mean.</param>
        /// <param name="stddev">Their standard deviation.</param>
        /// <param name="elementType">A floating type.</param>
        /// <param name="seed">Decides the numbers; the next of the global generator by default.</param>
        public static Tensor RandomNormal(Shape shape, double mean = 0, double stddev = 1, ElementType elementType = ElementType.Float32, int? seed = null) =>
            Scaled(Draw(RandomKind.Normal, elementType, shape, seed), stddev, mean);

        /// <summary>Normal numbers, drawn again while further than two deviations from the mean.</summary>
        /// <param name="shape">The shape.</param>
        /// <param name="mean">Their mean.</param>
        /// <param name="stddev">The standard deviation before the ends are cut off; after it 0.8796 times as much.</param>
        /// <param name="elementType">A floating type.</param>
        /// <param name="seed">Decides the numbers; the next of the global generator by default.</param>
        public static Tensor RandomTruncatedNormal(Shape shape, double mean = 0, double stddev = 1, ElementType elementType = ElementType.Float32, int? seed = null) =>
            Scaled(Draw(RandomKind.TruncatedNormal, elementType, shape, seed), stddev, mean);

        /// <summary>Whole numbers in [minval, maxval).</summary>
        /// <param name="shape">The shape.</param>
        /// <param name="minval">The least.</param>
        /// <param name="maxval">The first that is too large.</param>
        /// <param name="elementType">int32, int64, uint32 or uint64.</param>
        /// <param name="seed">Decides the numbers; the next of the global generator by default.</param>
        public static Tensor RandInt(Shape shape, long minval, long maxval, ElementType elementType = ElementType.Int32, int? seed = null) =>
            Engine.Current.RunOne(new RandomIntegers(minval, maxval, elementType, shape), SeedGenerator.Of(seed));
    }

    static Tensor Draw(RandomKind kind, ElementType type, Shape shape, int? seed) => Engine.Current.RunOne(new RandomDraw(kind, type, shape), SeedGenerator.Of(seed));

    static Tensor Scaled(Tensor x, double scale, double offset)
    {
        x = scale == 1 ? x : x * scale;
        return offset == 0 ? x : x + offset;
    }
}
