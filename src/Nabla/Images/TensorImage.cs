using Nabla.Formats;

namespace Nabla.Images;

/// <summary>Tensors ↔ pictures.</summary>
public static class TensorImage
{
    // Beyond this a picture in floats was surely meant to be 0–255.
    const float MostFloat = 2;

    extension(Tensor x)
    {
        /// <summary>The tensor as a picture: whole numbers 0–255 as they are, floats 0–1 times 255, rounded.</summary>
        /// <remarks>Shapes: [height, width] or [height, width, 1] grey, [height, width, 2] grey and alpha, [height, width, 3] RGB, [height, width, 4] RGBA. uint8 gives 8 bits,
        /// uint16 gives 16, bool gives 0 and 255. Floats below 0 and NaN become 0, floats above 1 become 255.</remarks>
        /// <exception cref="ShapeException">The shape is no picture's.</exception>
        /// <exception cref="ElementTypeException">The elements are of another type.</exception>
        /// <exception cref="ArgumentException">There are floats above 2: the picture was not divided by 255.</exception>
        public Pixels ToImage()
        {
            bool channels = x.Rank == 3 && x.Shape[2] is >= 1 and <= 4;
            if (!(x.Rank == 2 || channels) || x.Size == 0 || x.Size > Array.MaxLength)
            {
                throw new ShapeException(
                    $"ToImage: a tensor of shape {x.Shape}: a picture is [height, width] or [height, width, channels] with 1 to 4 channels. Index a batch first: x[0].");
            }

            (int height, int width, int depth) = ((int)x.Shape[0], (int)x.Shape[1], channels ? (int)x.Shape[2] : 1);
            return x.ElementType switch
            {
                ElementType.UInt8 => new(height, width, depth, x.ToArray<byte>()),
                ElementType.UInt16 => new(height, width, depth, x.ToArray<ushort>()),
                ElementType.Bool => new(height, width, depth, Array.ConvertAll(x.ToArray<bool>(), lit => (byte)(lit ? 255 : 0))),
                _ when x.ElementType.IsFloating => new(height, width, depth, FromFloats(x.Cast(ElementType.Float32).ToArray<float>())),
                _ => throw new ElementTypeException($"ToImage: a {x.ElementType.Name} tensor: pictures are uint8, uint16, bool or floats from 0 to 1. Cast it first: x.Cast(ElementType.UInt8)."),
            };
        }
    }

    extension(Pixels picture)
    {
        /// <summary>The samples as a tensor [height, width, channels], uint8 or uint16.</summary>
        public Tensor ToTensor() => picture.Bits == 8
            ? Tensor.Constant(picture.Bytes.AsSpan(), [picture.Height, picture.Width, picture.Channels])
            : Tensor.Constant(picture.Words.AsSpan(), [picture.Height, picture.Width, picture.Channels]);
    }

    static byte[] FromFloats(float[] values)
    {
        byte[] result = new byte[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            float v = values[i];
            if (v > MostFloat)
            {
                throw new ArgumentException($"ToImage: a float of {v}: floats are brightnesses from 0 to 1. Divide by 255, or cast to uint8, for bytes held in floats.");
            }

            // A NaN is not above 0, so it becomes 0.
            result[i] = v > 0 ? (byte)((Math.Min(v, 1) * 255) + 0.5f) : (byte)0;
        }

        return result;
    }
}
