using System.Numerics;

namespace Nabla.Formats;

/// <summary>From arrays of HDF5 files to tensors.</summary>
public static class Hdf5Tensors
{
    extension(Hdf5Array array)
    {
        /// <summary>A tensor with the array's elements.</summary>
        /// <exception cref="InvalidOperationException">The elements have no tensor form: compound elements, lists, raw bytes, pointers, a space without elements.</exception>
        public Tensor ToTensor()
        {
            if (!array.HasTensorForm) throw new InvalidOperationException($"ToTensor: {array.Type.Description}{(array.Shape is null ? " without elements" : "")}: expected numbers, truth values or text.");
            return Tensor.Constant(array.Values, Shape.Of([.. array.Shape!]));
        }

        /// <summary>Whether the elements are numbers, truth values or text.</summary>
        public bool HasTensorForm => array.Shape is not null && array.Type.Class is not (Hdf5Class.Opaque or Hdf5Class.Reference)
            && array.Values is bool[] or byte[] or sbyte[] or ushort[] or short[] or uint[] or int[] or ulong[] or long[] or Half[] or BFloat16[] or float[] or double[] or Complex64[] or Complex[] or string[];
    }

    extension(Tensor x)
    {
        /// <summary>The tensor's elements as an HDF5 file describes them.</summary>
        public Hdf5Array ToHdf5Array() => Hdf5Array.Of(x.ToNpyArray().Values, x.Shape.ToArray());
    }
}
